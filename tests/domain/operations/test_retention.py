"""What is overdue goes, what is not stays; each rule is applied to something that it finds."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import Release, ReleasePreview
from gainful.domain.operations import retention
from gainful.domain.operations.retention import Held
from gainful.domain.participants.models import ImportBatch, ImportRow, ImportStatus, RowStatus

NOW = datetime.now(UTC)
OLD, YOUNG = NOW - timedelta(days=100), NOW - timedelta(hours=1)


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_FOLDER = str(tmp_path)
    return tmp_path


def batch(agency, status, created, **more):
    made = ImportBatch.objects.create(
        organization=agency, kind="people", filename="x.csv", data=b"12345", status=status, **more
    )
    ImportBatch.objects.filter(pk=made.pk).update(created_at=created)
    return made


def test_uploads_that_nobody_saved_go_and_young_or_saved_ones_stay(town, folder):
    with acting_as_system("test"):
        old = batch(town.agency, ImportStatus.PREVIEW, OLD)
        young = batch(town.agency, ImportStatus.PREVIEW, YOUNG)
        saved = batch(town.agency, ImportStatus.DONE, OLD, finished_at=YOUNG)
        line = ImportRow.objects.create(batch=saved, line=2, status=RowStatus.ERROR, cells=["Ana"])
    assert retention.apply(NOW)["uploads"] == Held(1, 5)
    with acting_as_system("test"):
        assert set(ImportBatch.objects.values_list("pk", flat=True)) == {young.pk, saved.pk}
        assert old.pk not in {young.pk, saved.pk}
        assert ImportRow.objects.filter(pk=line.pk).exists(), (
            "refused lines of a young file wait to be corrected"
        )
        ImportBatch.objects.filter(pk=saved.pk).update(finished_at=OLD)
    assert retention.apply(NOW) == {"refused_lines": Held(1)}
    with acting_as_system("test"):
        assert ImportBatch.objects.filter(pk=saved.pk).exists(), "that it was brought stays known"
        assert not ImportRow.objects.filter(pk=line.pk).exists()


def test_looks_at_what_would_leave_go_after_a_month_and_what_left_stays(town, folder):
    with acting_as_system("test"):
        looks = [
            ReleasePreview.objects.create(
                organization=town.agency, as_of=day.date(), made_at=day, body={"a": 1}
            )
            for day in (NOW - timedelta(days=31), NOW - timedelta(days=29))
        ]
        left = Release.objects.create(
            organization=town.agency, quarter=8100, as_of=OLD.date(), made_at=OLD, body={"a": 1}
        )
    assert retention.apply(NOW)["release_looks"].count == 1
    with acting_as_system("test"):
        assert list(ReleasePreview.objects.values_list("pk", flat=True)) == [looks[1].pk]
        assert Release.objects.filter(pk=left.pk).exists()


ROWS = {
    "sessions": ("django_session", {"session_data": "x"}, "session_key", "expire_date"),
    "counts": ("accounts_count", {"value": "1"}, "key", "ends_at"),
    "failed_sign_ins": (
        "axes_accessattempt",
        {
            **dict.fromkeys(("user_agent", "http_accept", "path_info", "get_data", "post_data"), ""),
            "failures_since_start": 1,
        },
        "username",
        "attempt_time",
    ),
    "listed_sign_ins": (
        "axes_accesslog",
        dict.fromkeys(("user_agent", "http_accept", "path_info", "session_hash"), ""),
        "username",
        "attempt_time",
    ),
    "listed_failures": (
        "axes_accessfailurelog",
        {**dict.fromkeys(("user_agent", "http_accept", "path_info"), ""), "locked_out": False},
        "username",
        "attempt_time",
    ),
}
"""Rule → a row of its table: the table, what stands in it, its name, its time."""


def insert(key, name, when):
    table, plain, named, timed = ROWS[key]
    told = {**plain, named: name, timed: when}
    marks = ", ".join(["%s"] * len(told))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(told)}) VALUES ({marks})", list(told.values()))


@pytest.mark.parametrize("key", ROWS)
def test_rows_whose_time_is_over_go(db, folder, key):
    later = NOW + timedelta(days=1)
    with acting_as_system("test"):
        insert(key, "old", OLD)
        insert(key, "young", later)
    (there,) = [one for one in retention.standing(NOW) if one.rule.key == key]
    assert (there.held.count, there.overdue.count) == (2, 1)
    assert retention.apply(NOW)[key].count == 1
    (there,) = [one for one in retention.standing(NOW) if one.rule.key == key]
    assert (there.held.count, there.overdue.count) == (1, 0)


def test_what_restores_replaced_goes_after_a_month_and_what_broke_off_after_a_day(db, folder):
    for name in ("before-restore/replaced-1", "before-restore/replaced-2", "incoming", "unpacked"):
        (folder / name).mkdir(parents=True)
        (folder / name / "x").write_bytes(b"123")
    (folder / "before-restore" / "gainful-1.tar").write_bytes(b"12345")
    for name, days in (
        ("before-restore/replaced-1", 40),
        ("incoming", 2),
        ("unpacked", 2),
        ("before-restore/gainful-1.tar", 40),
    ):
        when = (NOW - timedelta(days=days)).timestamp()
        os.utime(folder / name, (when, when))
    assert retention.apply(NOW) == {"before_restore": Held(2, 8), "broken_off": Held(2, 6)}
    assert [path.name for path in (folder / "before-restore").iterdir()] == ["replaced-2"]
    assert not (folder / "incoming").exists()
    assert not (folder / "unpacked").exists()


def test_a_database_of_a_restore_that_broke_off_is_dropped_after_a_day(db, folder):
    name = f"{connection.settings_dict['NAME']}_incoming"
    with retention._superuser() as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        assert "databases" not in retention.apply(NOW)
        assert retention.apply(NOW + timedelta(days=2))["databases"].count == 1
        with retention._superuser() as admin:
            assert admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None
    finally:
        with retention._superuser() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
