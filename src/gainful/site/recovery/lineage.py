"""Which history this data folder writes: it goes on over restarts, and a restore, a copy or a gap begins another."""

from __future__ import annotations

import json
import secrets
import shutil
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gainful.exchange.private_files import private_folder, write_private
from gainful.site.recovery.configuration import folder
from gainful.site.recovery.server import superuser

NAME, SPOOL, STATE = "lineage.json", "log", "state.json"
SLOT = "gainful_recovery"
KEPT_FOR_SLOT = "8GB"
"""How much of its log the server holds back for a store that cannot be reached, before it gives the slot up."""
IDENTITY = """
SELECT (SELECT system_identifier::text FROM pg_control_system()),
  (SELECT timeline_id FROM pg_control_checkpoint()), current_setting('wal_segment_size')"""
DROP = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s"


@dataclass(frozen=True, slots=True)
class Lineage:
    """The history that is being written."""

    name: str
    system: str
    timeline: int
    place: str
    """Host and folder: a copy elsewhere is not the same."""


def spool() -> Path:
    """Return where the server's log arrives before it is encrypted and taken away."""
    return folder() / SPOOL


def current() -> tuple[Lineage, bool]:
    """Return the lineage of this folder, and whether it has only now begun."""
    with superuser() as connection:
        system, timeline, _size = connection.execute(IDENTITY).fetchone()
        told = read(NAME)
        here = f"{socket.gethostname()}:{folder().resolve()}"
        if (
            told
            and (told["system"], told["timeline"], told["place"]) == (system, timeline, here)
            and _slot(connection)
        ):
            return Lineage(**told), False
        return _begin(connection, system, timeline, here), True


def _slot(connection: Any) -> bool:
    """Say whether the server still holds all that was not fetched yet."""
    asked = "SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s"
    found = connection.execute(asked, [SLOT]).fetchone()
    return bool(found) and found[0] not in {"lost", None}


def _begin(connection: Any, system: str, timeline: int, here: str) -> Lineage:
    shutil.rmtree(spool(), ignore_errors=True)
    private_folder(spool())
    connection.execute(DROP, [SLOT])
    connection.execute(f"ALTER SYSTEM SET max_slot_wal_keep_size = '{KEPT_FOR_SLOT}'")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
    made = Lineage(f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}", system, timeline, here)
    write(NAME, asdict(made))
    return made


def end() -> None:
    """Forget the lineage: the next start begins another. Also lets the server keep no log for us any more."""
    (folder() / NAME).unlink(missing_ok=True)
    with superuser() as connection:
        connection.execute(f"{DROP} AND NOT active", [SLOT])


def read(name: str) -> dict[str, Any]:
    """Return one of recovery's own notes; empty where there is none that can be read."""
    try:
        return dict(json.loads((folder() / name).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write(name: str, told: dict[str, Any]) -> None:
    """Write one of recovery's own notes."""
    private_folder(folder())
    write_private(folder() / name, json.dumps(told).encode(), lasts=True)
