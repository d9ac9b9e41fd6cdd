"""A door on this machine through which PostgreSQL's own tools reach a server that wants TLS.

As the wheel brings them `pg_dump`, `pg_restore` and `psql` know no TLS ("SSL support is not compiled in"). They connect
to a socket that nobody but this user can open, and what they say goes on encrypted, by the rules of DATABASE_OWNER_URL.
"""

from __future__ import annotations

import asyncio
import atexit
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
        self._loop, self._over, self._listens = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="encrypted way")
        self._thread.start()
        if not self._listens.wait(CONNECT_S):
            raise OSError(f"nothing listens in {self.folder}")

    def end(self) -> None:
        """Close the door and what still goes through it."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(CONNECT_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self) -> None:
        with asyncio.Runner(
            loop_factory=lambda: self._loop
        ) as runner:  # cancels at its end what is still carried
            runner.run(self._listen())

    async def _listen(self) -> None:
        async with await asyncio.start_unix_server(self._carry, self.folder / SOCKET_NAME):
            self._listens.set()
            await self._over.wait()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with await asyncio.to_thread(self._open) as opened:
                there, to_there = await asyncio.open_connection(
                    sock=opened, ssl=self._context, server_hostname=self._host
                )
                await asyncio.gather(_copy(reader, to_there), _answers(there, writer))
        except OSError:  # the tool says that the server closed the connection
            pass
        finally:
            await _closed(writer)

    def _open(self) -> socket.socket:
        opened = socket.create_connection((self._host, self._port), CONNECT_S)
        opened.sendall(ASK_FOR_TLS)
        if opened.recv(1) != b"S":
            opened.close()
            raise ConnectionError("the server has no TLS")
        opened.setblocking(False)
        return opened


async def _answers(there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    first = await there.read(1)
    if first == AUTHENTICATION:
        with suppress(asyncio.IncompleteReadError):
            size = struct.unpack("!i", await there.readexactly(4))[0] - 4
            body = await there.readexactly(size)
            if body.startswith(SASL):
                body = body.replace(BOUND, b"", 1)
            first += struct.pack("!i", len(body) + 4) + body
    writer.write(first)
    await _copy(there, writer)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(PIECE_BYTES):
            target.write(piece)
            await target.drain()
    except OSError:  # one side went away: so does the other
        pass
    finally:
        await _closed(target)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
