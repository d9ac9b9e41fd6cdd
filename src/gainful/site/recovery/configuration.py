"""What the environment says of recovery: where to, for whose key, for how long."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.exchange import sealed
from gainful.exchange.data_folder import data_dir
from gainful.exchange.sealed import KeyProblemError
from gainful.exchange.storage import open_storage
from gainful.exchange.storage.model import Storage, StorageError

PLACE, KEY, DAYS, EVERY = (
    "GAINFUL_RECOVERY_TO",
    "GAINFUL_RECOVERY_KEY",
    "GAINFUL_RECOVERY_DAYS",
    "GAINFUL_RECOVERY_SECONDS",
)
FOLDER = "recovery"
"""Folder of the data folder: what is on its way to the store, the key of drills, what was done last."""
DRILL_KEY = "drill-key"


class RecoveryError(Exception):
    """Recovery that could not be set up or done; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Recovery that is switched on."""

    storage: Storage
    keys: list[Any]
    """Public keys: the agency's, and this installation's own for its drills."""
    days: int
    """How far back any moment can be had."""
    every_s: float
    """How often changes leave this machine, seconds."""


def is_on() -> bool:
    """Say whether the environment names a place."""
    return bool(os.environ.get(PLACE, "").strip())


def folder() -> Path:
    """Return the folder of the data folder that recovery works in."""
    return data_dir() / FOLDER


def configuration() -> Configuration:
    """Read the environment; RecoveryError says which setting is wrong and how it is put right."""
    place, written = os.environ.get(PLACE, "").strip(), os.environ.get(KEY, "").strip()
    if not place:
        raise RecoveryError(f"{PLACE} is not set: it names a folder on another disk, or s3://bucket/prefix.")
    if not written:
        raise RecoveryError(
            f"{KEY} is not set: it is the agency's public key. Make the pair with `gainful recovery key FILE`,"
            " keep FILE away from this machine, and set the public key that it prints."
        )
    try:
        keys = sealed.recipients(written)
        storage = open_storage(place)
        keys.append(sealed.public_of(drill_identity()))
    except (KeyProblemError, StorageError) as error:
        raise RecoveryError(str(error)) from error
    return Configuration(storage, keys, _number(DAYS, 14), _number(EVERY, 60))


def drill_identity() -> Any:
    """Return this installation's own private key: it opens the copies for drills, on this machine alone."""
    path = folder() / DRILL_KEY
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        sealed.make_key(path)
    return sealed.identities(path)[0]


def _number(name: str, default: int) -> int:
    written = os.environ.get(name, "").strip() or str(default)
    if not written.isdigit() or int(written) < 1:
        raise RecoveryError(f"{name} is “{written}”: write a whole number, 1 or more.")
    return int(written)
