"""pgrls, an independent linter of row security, finds no error on the migrated database but those allowed here."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path

from django.db import connection

from gainful.domain.rights import EVERYBODY
from gainful.domain.rights.gather import all_rights
from gainful.domain.rights.roles import WEB

PGRLS = Path(sysconfig.get_path("scripts")) / "pgrls"
ALLOWED = {
    "gainful_trusted": "system, eraser and owner see every row; the web role cannot become one of them",
}
"""Policy → why its error is none."""


def lint():
    settings = connection.settings_dict
    address = f"postgresql:///{settings['NAME']}?host={settings['HOST']}&user=postgres"
    command = [str(PGRLS), "lint", "--format", "json", "--database-url", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    return json.loads(done.stdout)["violations"]


def test_no_error_is_left(db):
    found = [each for each in lint() if each["severity"] == "error"]
    tables_open_to_all = {name for name, entry in all_rights().items() if entry.kinds("S") >= set(EVERYBODY)}
    wrong = [
        (each["rule_id"], each["location"])
        for each in found
        if each["location"].rsplit(".", 1)[-1] not in ALLOWED
        and each["location"].split(".")[1] not in tables_open_to_all
    ]
    assert wrong == []


def test_what_is_allowed_is_not_granted_to_the_web_role(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE policyname = ANY(%s) AND (roles && ARRAY[%s, 'public']::name[])",
            [list(ALLOWED), WEB],
        )
        assert cursor.fetchall() == []
