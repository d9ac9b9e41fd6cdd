"""Encrypted streams in the age format (age-encryption.org), by pyrage; the `age` program opens them too.

The site holds public keys. The private key of the agency is needed to read, and lies elsewhere.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from gainful.exchange.private_files import write_private


class KeyProblemError(Exception):
    """A key that is none, or that does not open what it should; the message says which."""


def recipients(written: str) -> list[Any]:
    """Return public keys from `age1…, age1…`; KeyProblemError names the one that is none."""
    from pyrage import RecipientError, x25519

    found = []
    for one in written.replace(",", " ").split():
        try:
            found.append(x25519.Recipient.from_str(one))
        except RecipientError as error:
            raise KeyProblemError(
                f"{one[:12]}… is no public key of age: it begins with age1 and has 62 signs."
            ) from error
    return found


def identities(path: Path) -> list[Any]:
    """Return the private keys of a file as `age-keygen` writes it."""
    from pyrage import IdentityError, x25519

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    except (OSError, UnicodeDecodeError, IdentityError) as error:
        raise KeyProblemError(f"{path} holds no private key of age: a line AGE-SECRET-KEY-1….") from error
    if not found:
        raise KeyProblemError(f"{path} holds no private key of age: a line AGE-SECRET-KEY-1….")
    return found


def make_key(path: Path) -> str:
    """Write a new private key into a file that is not there yet; returns its public key."""
    from pyrage import x25519

    if path.exists():
        raise KeyProblemError(f"{path} is there already. A key is never written over.")
    made = x25519.Identity.generate()
    public = str(made.to_public())
    text = f"# created: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n# public key: {public}\n{made}\n"
    write_private(path, text.encode(), lasts=True)
    return public


def public_of(identity: Any) -> Any:
    """Return the public key that belongs to a private one."""
    return identity.to_public()


def seal(source: IO[bytes], target: IO[bytes], keys: list[Any]) -> None:
    """Encrypt a stream so that each of these public keys' holders can read it."""
    from pyrage import encrypt_io

    encrypt_io(source, target, keys)


def sealed_bytes(content: bytes, keys: list[Any]) -> bytes:
    """Encrypt what is in memory."""
    target = BytesIO()
    seal(BytesIO(content), target, keys)
    return target.getvalue()


def unseal(source: IO[bytes], target: IO[bytes], private: list[Any]) -> None:
    """Decrypt a stream; KeyProblemError where the key is another's, or the stream is damaged or cut off."""
    from pyrage import DecryptError, decrypt_io

    try:
        decrypt_io(source, target, private)
    except DecryptError as error:
        raise KeyProblemError(f"it cannot be opened with this key ({error})") from error


@contextmanager
def piped(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """Yield what `write` writes into a pipe beside us; its error is raised here at the end of the block."""
    failed: list[BaseException] = []
    reading, writing = os.pipe()

    def work() -> None:
        try:
            with os.fdopen(writing, "wb") as target:
                write(target)
        except BrokenPipeError:
            pass  # whoever reads had enough, or failed and says so itself
        except BaseException as error:  # noqa: BLE001 - raised again by whoever reads
            failed.append(error)

    thread = threading.Thread(target=work, name="pipe", daemon=True)
    with os.fdopen(reading, "rb") as source:
        thread.start()
        try:
            yield source
        except BaseException as error:
            source.close()
            thread.join()
            raise (failed[0] if failed else error) from error
    thread.join()
    if failed:
        raise failed[0]
