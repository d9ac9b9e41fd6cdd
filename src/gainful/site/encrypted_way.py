"""A door on this machine through which PostgreSQL's own tools reach a server that wants TLS.

As the wheel brings them `pg_dump`, `pg_restore` and `psql` know no TLS ("SSL support is not compiled in"). They connect
to a socket that nobody but this user can open, and what they say goes on encrypted, by the rules of DATABASE_OWNER_URL.
"""

from __future__ import annotations

import atexit
import select
import shutil
import socket
import ssl
import struct
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from gainful.site.server_location import SOCKET_NAME

ASK_FOR_TLS = struct.pack("!ii", 8, 80877103)
"""PostgreSQL's SSLRequest (manual 54.7); the server answers S, or N where it has none."""
AUTHENTICATION, SASL = b"R", struct.pack("!i", 10)
"""The message by which a server names its ways to prove a password (manual 54.7)."""
BOUND = b"SCRAM-SHA-256-PLUS\0"
"""The way that is bound to TLS: a tool that sees none breaks off when it is offered, and takes the next without it."""
CONNECT_S = 30.0
PIECE_BYTES = 2**16
NOT_YET = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
HEAD_BYTES = 5
"""A letter and the length of the rest, itself included."""
WELL_KNOWN_ROOT = Path(".postgresql") / "root.crt"
"""Where libpq looks for the authority in the home folder."""


@cache
def door(url: str) -> Path | None:
    """Return the folder of the socket to the database behind this address; None where the connection is not encrypted.

    It is open until the process ends. Raises psycopg.OperationalError where nothing answers.
    """
    import psycopg

    with psycopg.connect(url) as connection:
        if not connection.pgconn.ssl_in_use:
            return None
        told = connection.info.get_parameters()
        host, port = connection.info.host, connection.info.port
    way = Way(host, port, context_of(told))
    atexit.register(way.end)
    return way.folder


def context_of(told: Mapping[str, str]) -> ssl.SSLContext:
    """Return what libpq would ask of the server's certificate, and show it (PostgreSQL manual 34.19)."""
    mode, root = told.get("sslmode", "prefer"), told.get("sslrootcert", "")
    if not root and (there := Path.home() / WELL_KNOWN_ROOT).is_file():
        root = str(there)
    context = ssl.create_default_context(cafile=None if root in {"", "system"} else root)
    context.check_hostname = mode == "verify-full" or root == "system"
    checked = mode in {"verify-ca", "verify-full"} or bool(root)
    context.verify_mode = ssl.CERT_REQUIRED if checked else ssl.CERT_NONE
    if certificate := told.get("sslcert"):
        context.load_cert_chain(certificate, told.get("sslkey"))
    return context


class Way:
    """Listens in a folder of its own and carries each connection to the server."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext) -> None:
        self._host, self._port, self._context = host, port, context
        self.folder = Path(tempfile.mkdtemp(prefix="gainful-way-"))
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.folder / SOCKET_NAME))
        self._door.listen()
        self._listening = threading.Thread(target=self._listen, daemon=True, name="encrypted way")
        self._listening.start()

    def end(self) -> None:
        """Close the door; what goes through it goes on to its end."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._listening.join(CONNECT_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self) -> None:
        with suppress(OSError):  # the door is closed
            while True:
                plain, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(plain,), daemon=True).start()

    def _carry(self, plain: socket.socket) -> None:
        with plain, suppress(OSError), self._opened() as encrypted:  # the tool says that the server closed
            _carry(plain, encrypted)

    def _opened(self) -> ssl.SSLSocket:
        opened = socket.create_connection((self._host, self._port), CONNECT_S)
        try:
            opened.sendall(ASK_FOR_TLS)
            if opened.recv(1) != b"S":
                raise ConnectionError("the server has no TLS")
            return self._context.wrap_socket(opened, server_hostname=self._host)
        except BaseException:
            opened.close()
            raise


def _carry(plain: socket.socket, encrypted: ssl.SSLSocket) -> None:
    """Hand on what either says until one has ended; what one says waits until the other has taken what was before."""
    first, sides = _First(), ((plain, encrypted), (encrypted, plain))
    waiting = {plain: b"", encrypted: b""}
    for each in waiting:
        each.settimeout(0)
    while True:
        if not encrypted.pending() or waiting[plain]:
            reads = [source for source, target in sides if not waiting[target]]
            select.select(reads, [target for target in waiting if waiting[target]], [])
        for source, target in sides:
            if not waiting[target]:
                said = _read(source)
                if said == b"":
                    return
                if said:
                    waiting[target] = first.known(said) if source is encrypted else said
            if waiting[target]:
                with suppress(*NOT_YET):
                    waiting[target] = waiting[target][target.send(waiting[target]) :]


def _read(source: socket.socket) -> bytes | None:
    """Return what is there, nothing at the end, and None where nothing is there yet: a ticket of TLS is no word."""
    try:
        return source.recv(PIECE_BYTES)
    except NOT_YET:
        return None


class _First:
    """The server's first message, without the way to prove a password that the tool would stumble over."""

    def __init__(self) -> None:
        self._held, self._over = b"", False

    def known(self, said: bytes) -> bytes:
        """Return what may be handed on of what the server has said until now."""
        if self._over:
            return said
        self._held += said
        held = self._held
        if held[:1] == AUTHENTICATION:
            if len(held) < HEAD_BYTES or len(held) <= (size := struct.unpack("!i", held[1:HEAD_BYTES])[0]):
                return b""  # the rest is on its way
            body, rest = held[HEAD_BYTES : size + 1], held[size + 1 :]
            if body.startswith(SASL):
                body = body.replace(BOUND, b"", 1)
            held = AUTHENTICATION + struct.pack("!i", len(body) + HEAD_BYTES - 1) + body + rest
        self._over = True
        return held
