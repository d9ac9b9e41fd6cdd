"""pgrls, an independent linter of row security, finds no error on the migrated database but those allowed here."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path

from django.db import connection

from gainful.domain.rights import ANY_ROW, EVERYBODY
from gainful.domain.rights.gather import all_rights
from gainful.domain.rights.linted import ALLOWED, TRUSTED, unexplained
from gainful.domain.rights.roles import WEB

PGRLS = Path(sysconfig.get_path("scripts")) / "pgrls"


def lint():
    settings = connection.settings_dict
    address = f"postgresql:///{settings['NAME']}?host={settings['HOST']}&user=postgres"
    command = [str(PGRLS), "lint", "--format", "json", "--database-url", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    return json.loads(done.stdout)["violations"]


def test_no_error_is_left(db):
    found = lint()
    assert found
    assert unexplained(found) == []


def test_what_is_allowed_by_table_is_what_everybody_reads():
    open_to_all = {
        name
        for name, entry in all_rights().items()
        if any(set(each.kinds) >= set(EVERYBODY) and each.when.sql == ANY_ROW.sql for each in entry.of("S"))
    }
    assert {name.removesuffix(".gainful_select") for name in ALLOWED if name != TRUSTED} == open_to_all


def test_an_error_elsewhere_is_one():
    error = {
        "severity": "error",
        "rule_id": "SEC038",
        "location": "public.participants_participant.gainful_select",
    }
    assert unexplained([error, {**error, "severity": "warning"}]) == [("SEC038", error["location"])]


def test_what_is_allowed_is_not_granted_to_the_web_role(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE policyname = ANY(%s) AND (roles && ARRAY[%s, 'public']::name[])",
            [[TRUSTED], WEB],
        )
        assert cursor.fetchall() == []
