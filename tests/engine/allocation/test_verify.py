"""A published draw is recomputed by a script that knows nothing of Gainful, and every change to it is named."""

import copy
import json
import random
import runpy
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from gainful.engine.allocation.beacon import round_time
from gainful.engine.allocation.draw import draw
from gainful.engine.allocation.lottery import Entry, Floor, Lottery, LotteryError, Seats
from gainful.engine.allocation.record import (
    FORMAT,
    Announcement,
    DrawRecord,
    commitment,
    known_when_voided,
    lottery_of,
    open_record,
    publish,
    secret_hash,
)
from gainful.engine.allocation.verify import Fault, verify_record, void_before
from gainful.exchange.draws import read_record, record_json
from tests.engine.allocation.records import (
    ROUND,
    SECRET,
    SIGNATURE,
    VALUES,
    by_beacon,
    by_parties,
    small_lottery,
)

SCRIPT = Path(__file__).parents[3] / "docs/methods/scripts/recompute_draw.py"


def _recompute(
    record: DrawRecord, folder: Path, commitment: str, *options: str
) -> subprocess.CompletedProcess[str]:
    path = folder / "record.json"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return subprocess.run(
        [sys.executable, *options, SCRIPT, path, commitment], capture_output=True, text=True, check=False
    )


def _forged(public_seed, public, *, secret=SECRET, **value):
    """A record as somebody makes it who keeps every hash and every result right, whatever its public value."""
    record = copy.deepcopy(by_parties())
    fixed = record["committed"]
    fixed.update(public_seed=public_seed, secret_hash=sha256(secret.encode()).hexdigest())
    record["commitment"] = commitment(fixed)
    record["opened"] = {"secret": secret, **value}
    seed = sha256(f"{FORMAT}|{record['commitment']}|{secret}|{public}".encode()).hexdigest()
    record["results"] = [
        {"code": row.code, "outcome": str(row.outcome), "place": row.place}
        for row in draw(lottery_of(fixed), seed)
    ]
    return record


def _by_values(values, beside=None, secret=SECRET):
    joined = sha256("|".join(values[party] for party in sorted(values)).encode()).hexdigest()
    return _forged(
        {"parties": _hashed(values), **(beside or {})}, joined, secret=secret, contributions=values
    )


def _by_round(public_seed):
    return _forged(public_seed, sha256(bytes.fromhex(SIGNATURE)).hexdigest(), signature=SIGNATURE)


def _hashed(values):
    return {party: sha256(value.encode()).hexdigest() for party, value in values.items()}


def test_sound_records_hold():
    for record in (by_parties(), by_beacon()):
        assert verify_record(record, published_commitment=record["commitment"]) == []


@pytest.mark.parametrize("record", [by_parties(), by_beacon()], ids=["parties", "beacon"])
def test_script_of_the_docs_agrees(record, tmp_path):
    done = _recompute(record, tmp_path, record["commitment"])
    assert done.stdout == "Recomputed: 20 people, 8 seats. As published.\n", done.stderr
    record = copy.deepcopy(record)
    record["results"][0], record["results"][1] = record["results"][1], record["results"][0]
    assert _recompute(record, tmp_path, record["commitment"]).returncode == 1


def test_script_is_at_most_forty_lines_of_at_most_110_characters():
    """Pages, docs and its own readers are promised forty; whatever `wc -l` counts."""
    lines = SCRIPT.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 110


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r.update(committed=[]), Fault.SHAPE),
        (lambda r: r.update(note="x"), Fault.SHAPE),
        (lambda r: r["committed"].update(format="gainful-draw-2"), Fault.SHAPE),
        (lambda r: r["opened"].update(other=1), Fault.SHAPE),
        (lambda r: r["committed"].update(priorities="nobody first"), Fault.COMMITMENT),
        (lambda r: r["committed"]["seats"][0].update(seats=7), Fault.COMMITMENT),
        (lambda r: r["committed"]["entries"].append(dict(r["committed"]["entries"][0])), Fault.ENTRIES),
        (lambda r: r["committed"]["entries"][0].update(chance="1"), Fault.CHANCES),
        (lambda r: r["committed"].update(committed_at="2030-01-01T00:00:00+00:00"), Fault.COMMITMENT),
        (lambda r: r["committed"].update(committed_at="yesterday"), Fault.EARLY),
        (lambda r: r["opened"].update(secret="x" * 40), Fault.SEED),
        (lambda r: r["results"].reverse(), Fault.RESULTS),
        (lambda r: r["results"].pop(), Fault.RESULTS),
        (lambda r: r.pop("results"), Fault.NOT_DRAWN),
    ],
)
def test_each_change_is_named(change, fault):
    record = copy.deepcopy(by_beacon())
    change(record)
    assert fault in {finding.fault for finding in verify_record(record)}


GROUND = {
    "no party": (_by_values({}), "at least two parties"),
    "one party": (_by_values({"us": "anything"}), "at least two parties"),
    "one value twice": (_by_values({"us": "one", "them": "one"}), "same hash"),
    "no source": (_forged({}, sha256(b"").hexdigest(), contributions={}), "Name a round"),
    "own beacon": (_forged({"beacon": "mine"}, "1", contributions={}), "Name a round"),
    "no beacon": (_by_round({"round": ROUND}), "Name a round"),
    "other beacon": (_by_round({"beacon": "mine", "round": ROUND}), "Name a round"),
    "beacon without round": (_forged({"beacon": "drand quicknet"}, "1", signature=""), "Name a round"),
    "two sources": (_by_values(VALUES, {"beacon": "drand quicknet", "round": ROUND}), "Name a round"),
    "past round beside parties": (_by_round({"parties": _hashed(VALUES), "round": ROUND}), "Name a round"),
    "round that is true": (_by_round({"beacon": "drand quicknet", "round": True}), "Name a round"),
    "round in words": (_by_round({"beacon": "drand quicknet", "round": "5"}), "Name a round"),
    "nothing": (_forged(None, "1", contributions={}), "Name a round"),
    "parties in a list": (_forged({"parties": ["us", "them"]}, "1", contributions={}), "at least two parties"),
    "hash that is none": (_forged({"parties": {"us": "h", "them": 5}}, "1", contributions={}), "is no SHA-256"),
    "empty secret": (_by_values(VALUES, secret=""), "0 characters"),
    "short secret": (_by_values(VALUES, secret="x" * 31), "31 characters"),
}  # fmt: skip
"""Records whose hashes and results are right, and whose draw one side could have chosen."""


@pytest.mark.parametrize("name", GROUND)
def test_a_draw_that_one_side_could_choose_is_named_by_verifier_and_script(name, tmp_path):
    record, words = GROUND[name]
    findings = verify_record(record, published_commitment=record["commitment"])
    assert [finding.fault for finding in findings] == [Fault.SEED]
    assert words in findings[0].text
    done = _recompute(record, tmp_path, record["commitment"])
    assert (done.returncode, done.stdout) == (1, "")
    if name not in {
        "nothing",
        "round in words",
    }:  # of another type: the script breaks off with Python's own words
        assert done.stderr.startswith("Not as published: ")


@pytest.mark.parametrize("name", [name for name in GROUND if "secret" not in name])
def test_a_source_that_one_side_could_choose_is_named_before_the_draw_too(name):
    record = {part: GROUND[name][0][part] for part in ("committed", "commitment")}
    assert Fault.SEED in {finding.fault for finding in verify_record(record)}


def test_the_forger_of_these_tests_makes_sound_records_of_sound_sources():
    record = _by_values(VALUES)
    assert record["results"]
    assert verify_record(record, published_commitment=record["commitment"]) == []


@pytest.mark.parametrize(
    ("record", "change", "fault"),
    [
        (by_parties(), lambda r: r["results"][0].update(place=True), Fault.RESULTS),
        (by_parties(), lambda r: r["results"][0].update(place=1.0), Fault.RESULTS),
        (by_parties(), lambda r: r["results"][0].update(note="x"), Fault.RESULTS),
        (by_parties(), lambda r: r.update(results=None), Fault.RESULTS),
        (by_parties(), lambda r: r["opened"].update(signature="junk"), Fault.SEED),
        (by_beacon(), lambda r: r["opened"].update(contributions={}), Fault.SEED),
        (by_parties(), lambda r: r["opened"].pop("contributions"), Fault.SEED),
        (by_beacon(), lambda r: r["opened"].pop("signature"), Fault.SEED),
        (by_parties(), lambda r: r["opened"].pop("secret"), Fault.SEED),
    ],
)  # fmt: skip
def test_another_type_or_another_key_is_a_change(record, change, fault, tmp_path):
    record = copy.deepcopy(record)
    change(record)
    findings = verify_record(record, published_commitment=record["commitment"])
    assert [finding.fault for finding in findings] == [fault]
    done = _recompute(record, tmp_path, record["commitment"])
    assert (done.returncode, done.stdout) == (1, "")
    assert "published" in done.stderr or fault is Fault.SEED


@pytest.mark.parametrize(
    "change",
    [
        {"secret": 5}, {"secret": None}, {"contributions": 5}, {"contributions": None},
        {"contributions": {**VALUES, "council": 7}}, {"contributions": list(VALUES.values())},
    ],
)  # fmt: skip
def test_what_is_opened_is_text(change):
    record = copy.deepcopy(by_parties())
    record["opened"].update(change)
    (finding,) = verify_record(record)
    assert finding.fault is Fault.SEED
    assert "are texts" in finding.text


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"committed_at": "2026-03-01T09:00:00"}, Fault.EARLY),
        ({"committed_at": None}, Fault.EARLY),
        ({"name": "\ud800"}, Fault.SHAPE),
        ({"public_seed": {"beacon": "drand quicknet", "round": 10**30}}, Fault.EARLY),
        ({"public_seed": {"beacon": "drand quicknet", "round": 0}}, Fault.EARLY),
        ({"seats": [{"stratum": "north", "seats": float("inf")}]}, Fault.ENTRIES),
        ({"entries": [{"code": "a", "stratum": "north", "priority": 0, "segment": ""}]}, Fault.ENTRIES),
    ],
)
def test_what_cannot_be_read_is_named_and_stops_nothing(changed, fault):
    record = copy.deepcopy(by_parties())
    record["committed"].update(changed)
    assert fault in {finding.fault for finding in verify_record(record)}


def _random_lottery(chance):
    entries = [
        Entry(f"{n:02d}", chance.choice("ab"), chance.randrange(3), chance.choice("xyz"))
        for n in range(chance.randrange(1, 30))
    ]
    seats = {stratum: chance.randrange(12) for stratum in "abc"}
    floors = [Floor(stratum, chance.choice("xyz"), chance.randrange(seats[stratum] + 1)) for stratum in "ab"]
    return Lottery(tuple(entries), tuple(Seats(*row) for row in seats.items()), tuple(floors))


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the script leaves its file open
def test_script_draws_any_lottery_as_the_engine_does(tmp_path, monkeypatch, capsys):
    """In this process, since a hundred of them in their own would take long."""
    chance, path, drawn = random.Random(16), tmp_path / "record.json", 0  # noqa: S311
    while drawn < 100:
        try:
            record = by_parties(_random_lottery(chance))
        except LotteryError:  # floors that ask for more seats than reach their priority
            continue
        path.write_text(record_json(record), encoding="utf-8")
        monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(path), record["commitment"]])
        runpy.run_path(str(SCRIPT))
        assert capsys.readouterr().out.endswith("As published.\n")
        assert verify_record(read_record(path), published_commitment=record["commitment"]) == []
        drawn += 1


@pytest.mark.parametrize("options", [(), ("-O",), ("-OO",), ("-I", "-O")])
def test_script_refuses_without_assertions_too(options, tmp_path):
    for record in (by_parties(), by_beacon()):
        done = _recompute(record, tmp_path, record["commitment"], *options)
        assert "As published." in done.stdout, done.stderr
        other = _recompute(record, tmp_path, "0" * 64, *options)
        assert (other.returncode, other.stdout) == (1, "")
        assert other.stderr == "Not as published: this was not fixed before the draw.\n"
        record["results"][0], record["results"][1] = record["results"][1], record["results"][0]
        done = _recompute(record, tmp_path, record["commitment"], *options)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "Not as published: the results are not those that the seed gives.\n"


def test_script_tells_a_round_that_was_known_and_a_draw_not_made(tmp_path):
    record = copy.deepcopy(by_beacon())
    for seconds, words in ((0, "value was known before"), (1, "results are not those")):
        moment = round_time(ROUND) - timedelta(seconds=seconds)
        record["committed"]["committed_at"] = moment.astimezone(timezone(timedelta(hours=-4))).isoformat()
        record["commitment"] = commitment(record["committed"])
        assert words in _recompute(record, tmp_path, record["commitment"]).stderr
    del record["opened"], record["results"]
    assert "not opened" in _recompute(record, tmp_path, record["commitment"]).stderr


def test_a_public_value_known_before_is_named():
    record = copy.deepcopy(by_beacon())
    record["committed"]["committed_at"] = "2030-01-01T00:00:00+00:00"
    assert Fault.EARLY in {finding.fault for finding in verify_record(record)}


def test_a_record_written_anew_shows_by_the_hash_published_before():
    first, other = by_parties(), by_parties(Lottery((Entry("friend"),), (Seats("", 1),)))
    assert verify_record(other) == []
    findings = verify_record(other, published_commitment=first["commitment"])
    assert [finding.fault for finding in findings] == [Fault.COMMITMENT]


def _nodes(node: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], object]]:
    yield path, node
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from _nodes(value, (*path, key))


def _other(value, chance):
    """Another value, or the same one of another type."""
    if chance.random() < 0.3:
        return chance.choice([[value], None, {"value": value}, *_other_types(value)])
    if isinstance(value, int):
        return value + chance.choice([-2, -1, 1, 2])
    if chance.random() < 0.5 or not value:
        return value + chance.choice("0aZ é")
    at = chance.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]


def _other_types(value):
    if isinstance(value, int):
        return [float(value), str(value), *([bool(value)] if value in {0, 1} else [])]
    return [int(value)] if value.isdecimal() else [bool(value)]


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_random_changes_all_show(count):
    record, chance = by_parties(), random.Random(20261129)  # noqa: S311
    nodes = list(_nodes(record))
    leaves = [path for path, node in nodes if not isinstance(node, dict | list)]
    objects = [path for path, node in nodes if isinstance(node, dict)]
    for number in range(count):
        changed = copy.deepcopy(record)
        *path, last = chance.choice(leaves)
        if number % 10 == 0:  # a key more
            *path, last = (*chance.choice(objects), chance.choice(["note", "signature", "round", "place"]))
        node = changed
        for step in path:
            node = node[step]
        before = node.get(last, "") if isinstance(node, dict) else node[last]
        node[last] = _other(before, chance)
        assert verify_record(changed, published_commitment=record["commitment"]), (
            path,
            last,
            before,
            node[last],
        )


def test_whatever_is_written_anew_is_judged_and_stops_nothing():
    """Somebody who writes the whole record anew keeps its hashes right: no value of any type may stop the verifier."""
    record, chance = by_parties(), random.Random(15)  # noqa: S311
    leaves = [path for path, node in _nodes(record["committed"]) if path]
    for _ in range(300):
        changed = copy.deepcopy(record)
        *path, last = chance.choice(leaves)
        node = changed["committed"]
        for step in path:
            node = node[step]
        odd = [None, True, 5, 1.5, -1, 1e400, "", "x", [], ["x"], {}, {"x": 1}, 10**400, float("nan")]
        node[last] = chance.choice(odd)
        changed["commitment"] = commitment(changed["committed"])
        verify_record(changed, published_commitment=changed["commitment"])


def _after_a_void_one(known="some values"):
    row = {
        "commitment": "a" * 64, "announced_at": "2026-02-01T09:00:00+00:00", "voided_at": "2026-02-02T09:00:00+00:00",
        "reason": "other", "words": "We tried again", "known": known,
    }  # fmt: skip
    hashes = {party: sha256(value.encode()).hexdigest() for party, value in VALUES.items()}
    announcement = Announcement(
        "Spring cohort",
        datetime(2026, 3, 1, 9, tzinfo=UTC),
        secret_hash(SECRET),
        {"parties": hashes},
        voided=(row,),
    )
    return open_record(publish(small_lottery(), announcement), {"secret": SECRET, "contributions": VALUES})


def test_void_draws_before_are_committed_to_and_told_by_the_script(tmp_path):
    record = _after_a_void_one()
    assert verify_record(record, published_commitment=record["commitment"]) == []
    assert [row["known"] for row in void_before(record)] == ["some values"]
    done = _recompute(record, tmp_path, record["commitment"])
    assert "As published. Void: 2026-02-01T09:00:00+00:00, known: some values." in done.stdout
    del record["committed"]["voided"]
    assert verify_record(record)[0].fault is Fault.COMMITMENT


@pytest.mark.parametrize("rows", [[], "none", [{}], [{"known": "a little"}], 3])
def test_void_draws_that_are_not_as_published_are_told(rows):
    record = _after_a_void_one()
    record["committed"]["voided"] = rows
    assert verify_record(record)[0].fault is Fault.SHAPE


def test_what_was_known_when_a_draw_was_made_void():
    parties = {"parties": {"a": "", "b": ""}}
    found = [known_when_voided(parties, there, is_past=True) for there in ((), ("a",), ("a", "b"))]
    assert [str(each) for each in found] == ["nothing", "some values", "every value"]
    beacon = {"beacon": "drand quicknet", "round": 5}
    assert [str(known_when_voided(beacon, (), is_past=past)) for past in (False, True)] == [
        "nothing",
        "the public value",
    ]
