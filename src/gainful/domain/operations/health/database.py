"""The database server: which one, safe against power loss, closed to the network, served as a plain user."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _

from gainful.domain.operations.health.model import Finding, State, rows

LOWEST_SERVER = 15
"""The oldest PostgreSQL on which the server guide was tried: rolled out, saved, restored, brought up to date."""
SAFE_SETTINGS = {
    "fsync": _("fsync is off: a power cut can lose records. Turn it on."),
    "full_page_writes": _("full_page_writes is off: a power cut can leave pages torn. Turn it on."),
    "synchronous_commit": _(
        "synchronous_commit is off: a crash can lose what was answered as saved. Turn it on."
    ),
}
TELLING_SETTINGS = {
    "log_statement": (
        "none",
        _("log_statement is %s: names and addresses stand in the server's log. Set it to none."),
    ),
    "log_min_duration_statement": (
        "-1",
        _("log_min_duration_statement is %s: names and addresses stand in the server's log. Set it to -1."),
    ),
}


def _server() -> Iterator[Finding]:
    """Database: which server, how large, safe against power loss."""
    sql = (
        "SELECT split_part(version(), ' ', 2), pg_size_pretty(pg_database_size(current_database())),"
        " current_setting('listen_addresses'), current_setting('shared_buffers')"
    )
    version, size, listens, buffers = rows(sql)[0]
    host = str(connection.settings_dict["HOST"])
    place = _("embedded") if host.startswith("/") else host
    told = f"PostgreSQL {version} ({place}), {size}, shared_buffers {buffers}"
    old = int(version.split(".")[0]) < LOWEST_SERVER
    if old:
        told += ". " + _("PostgreSQL %d is the oldest that Gainful runs on.") % LOWEST_SERVER
    yield Finding(_("Database"), State.BAD if old else State.GOOD, told)
    if host.startswith("/"):
        closed = not listens
        told = _("socket only, no network") if closed else _("the embedded server listens on %s") % listens
        yield Finding(_("Closed to the network"), State.GOOD if closed else State.BAD, told)


def _lasting() -> Iterator[Finding]:
    """Safe against power loss: what was answered as saved stays saved."""
    now = _now(list(SAFE_SETTINGS))
    wrong = [told for name, told in SAFE_SETTINGS.items() if now[name] == "off"]
    for told in wrong:
        yield Finding(_("Safe against power loss"), State.BAD, told)
    if not wrong:
        yield Finding(_("Safe against power loss"), State.GOOD, _("fsync is on"))


def _silent() -> Iterator[Finding]:
    """Server's log: holds no personal details."""
    now = _now(list(TELLING_SETTINGS))
    for name, (silent, told) in TELLING_SETTINGS.items():
        if now[name] != silent:
            yield Finding(_("Server's log"), State.LOOK, told % now[name])


def _now(names: list[str]) -> dict[str, str]:
    """Return the server's settings of these names as they are in this session."""
    return dict(rows("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [names]))


def database_role(name: str = "") -> tuple[str, bool]:
    """Return the database user of this name, or of this connection, and whether it could get round row security.

    That is an owner, a superuser or one with `BYPASSRLS`.
    """
    sql = (
        "SELECT rolname, rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid"
        " AND c.relkind = 'r') FROM pg_roles r WHERE rolname = coalesce(nullif(%s, ''), current_user)"
    )
    name, unsafe = rows(sql, [name])[0]
    return name, unsafe


def _role() -> Iterator[Finding]:
    """Database user: the one that serves owns nothing and bypasses nothing, whoever asks here."""
    name, unsafe = database_role(connections.settings[DEFAULT_DB_ALIAS]["USER"])
    told = (
        _("%s can bypass row security: serve with a plain user.")
        if unsafe
        else _("%s, in DATABASE_URL, owns and bypasses nothing")
    )
    yield Finding(_("Database user"), State.BAD if unsafe else State.GOOD, told % name)


def _on_the_way() -> Iterator[Finding]:
    """Connection: encrypted where it leaves the machine."""
    host = str(connection.settings_dict["HOST"])
    if host.startswith("/") or host in {"", "localhost", "127.0.0.1", "::1"}:
        return
    encrypted = rows("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    safe = bool(encrypted and encrypted[0][0])
    told = _("encrypted") if safe else _("records travel in the open: add ?sslmode=require to DATABASE_URL.")
    yield Finding(_("Connection to the database"), State.GOOD if safe else State.BAD, told)


LOOKS = (_server, _lasting, _silent, _role, _on_the_way)
