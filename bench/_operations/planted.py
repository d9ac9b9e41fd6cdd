"""Forty kinds of holes made by an administrator's hand, one after the other: does the self-check name each?"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

PLANTED = Path(__file__).parents[2] / "tests" / "domain" / "operations" / "planted.sql"
KIND = re.compile(r"^-- ([^|\n]+) \| (.+)\n((?:(?!--).*\n)+)", re.MULTILINE)


def main() -> None:
    """Print how many kinds there are, how many were named, and what was found on the sound database."""
    from gainful.site.database import socket_dir, start_server, stop_server

    server = start_server()
    os.environ |= {"GAINFUL_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "gainful.site.settings"}
    from gainful.site import schema

    schema.main()
    import psycopg
    from django.db import connection, connections

    from gainful.domain.rights import catalogue

    with psycopg.connect(host=str(socket_dir()), user="postgres", dbname="gainful") as opened:
        cursor = opened.cursor()
        wanted = catalogue.expected(connection.pg_version // 10_000)
        sound = catalogue.differences(catalogue.living(cursor), wanted)
        kinds = KIND.findall(PLANTED.read_text())
        missed = []
        for kind, entry, sql in kinds:
            opened.rollback()
            cursor.execute(sql)
            found = catalogue.differences(catalogue.living(cursor), wanted)
            if not any(one.entry.startswith(entry) for one in found):
                missed.append(kind)
        opened.rollback()
    connections.close_all()
    stop_server(server)
    sys.stdout.write(
        json.dumps({"kinds": len(kinds), "missed": missed, "sound": [one.entry for one in sound]}) + "\n"
    )


if __name__ == "__main__":
    main()
