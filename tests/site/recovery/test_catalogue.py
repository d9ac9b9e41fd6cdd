"""How far a store reaches, which copy a restore begins with, and what nobody needs any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gainful.site.recovery import catalogue
from gainful.site.recovery.catalogue import Base, Found

MB16 = 2**24
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def base(lineage: str, days_ago: float, segment: int) -> Base:
    name = f"00000001{0:08X}{segment:08X}"
    ended = (NOON - timedelta(days=days_ago)).isoformat()
    return Base(lineage, f"s{segment}", "0.2.0", 18, ended, ended, name, name, MB16)


def found(*bases: Base, logs: dict[str, set[str]], reach: dict[str, float]) -> Found:
    sizes = {f"{one.folder}/{name}": 1 for one in bases for name in ("about.json", "cluster.tar.gz.age")}
    sizes |= {f"{lineage}/log/{name}.gz.age": 1 for lineage, names in logs.items() for name in names}
    reaches = {lineage: NOON - timedelta(days=days) for lineage, days in reach.items()}
    return Found(list(bases), {k: frozenset(v) for k, v in logs.items()}, reaches, sizes)


def log(*numbers: int) -> set[str]:
    return {f"00000001{0:08X}{number:08X}" for number in numbers}


@pytest.mark.parametrize(
    ("segment", "size", "wanted"),
    [
        # names as PostgreSQL's pg_walfile_name gives them: 256 segments of 16 MB to the second number
        ("000000010000000000000001", MB16, "000000010000000000000002"),
        ("0000000100000000000000FF", MB16, "000000010000000100000000"),
        ("00000003000000020000003F", 2**26, "000000030000000300000000"),
    ],
)
def test_segments_follow_each_other_as_postgresql_names_them(segment, size, wanted):
    assert catalogue.following(segment, size) == wanted


def test_a_place_of_the_log_lies_in_its_segment():
    assert catalogue.segment_at("2/3000028", 1, MB16) == "000000010000000200000003"


def test_segments_are_taken_until_a_gap_and_the_unfinished_one_last():
    names = frozenset(log(4, 5, 6, 9) | {"000000010000000000000007.partial"})
    assert [name[22:] for name in catalogue.segments_of(base("a", 1, 5), names)] == ["05", "06", "07.partial"]


def test_a_copy_whose_own_log_is_not_whole_counts_for_nothing():
    unfinished = replace(base("a", 1, 5), last_segment="000000010000000000000007")
    assert catalogue.segments_of(unfinished, frozenset(log(5, 6))) == []
    assert catalogue.choose(found(unfinished, logs={"a": log(5, 6)}, reach={"a": 0}), None) is None


def test_a_moment_is_reached_from_the_newest_copy_before_it():
    there = found(
        base("a", 3, 2), base("a", 2, 5), base("a", 1, 8), logs={"a": log(*range(2, 10))}, reach={"a": 0}
    )
    assert catalogue.choose(there, NOON - timedelta(days=1.5)).stamp == "s5"
    assert catalogue.choose(there, None).stamp == "s8"
    assert catalogue.choose(there, NOON - timedelta(days=4)) is None
    assert catalogue.choose(there, NOON + timedelta(days=1)) is None


def test_two_histories_never_mix():
    there = found(
        base("old", 3, 2),
        base("new", 1, 2),
        logs={"old": log(2, 3), "new": log(2)},
        reach={"old": 2, "new": 0},
    )
    assert catalogue.choose(there, NOON - timedelta(days=2.5)).lineage == "old"
    assert catalogue.choose(there, NOON - timedelta(days=1.5)) is None, "nobody was writing then"
    assert catalogue.choose(there, NOON).lineage == "new"


def test_what_every_promised_moment_can_do_without_is_outdated():
    there = found(
        base("old", 30, 1), base("now", 20, 2), base("now", 15, 5), base("now", 1, 8),
        logs={"old": log(1), "now": log(*range(2, 10))}, reach={"old": 25, "now": 0},
    )  # fmt: skip
    gone = catalogue.outdated(there, NOON - timedelta(days=14), "now")
    assert sorted(gone) == sorted([
        "old/base/s1/about.json", "old/base/s1/cluster.tar.gz.age", f"old/log/{min(log(1))}.gz.age",
        "now/base/s2/about.json", "now/base/s2/cluster.tar.gz.age",
        *(f"now/log/{name}.gz.age" for name in log(2, 3, 4)),
    ])  # fmt: skip
    left = found(base("now", 15, 5), base("now", 1, 8), logs={"now": log(*range(5, 10))}, reach={"now": 0})
    assert catalogue.choose(left, NOON - timedelta(days=14)).stamp == "s5"


def test_another_history_stays_while_it_reaches_a_promised_moment():
    there = found(
        base("old", 30, 1), base("now", 1, 1), logs={"old": log(1), "now": log(1)}, reach={"old": 3, "now": 0}
    )
    assert catalogue.outdated(there, NOON - timedelta(days=14), "now") == []
