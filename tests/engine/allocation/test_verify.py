"""A published draw is recomputed by a script that knows nothing of Gainful, and every change to it is named."""

import copy
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gainful.engine.allocation.lottery import Entry, Lottery, Seats
from gainful.engine.allocation.record import DrawRecord
from gainful.engine.allocation.verify import Fault, verify_record
from tests.engine.allocation.records import by_beacon, by_parties

SCRIPT = Path(__file__).parents[3] / "docs/methods/scripts/recompute_draw.py"


def _recompute(record: DrawRecord, folder: Path, commitment: str) -> subprocess.CompletedProcess[str]:
    path = folder / "record.json"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return subprocess.run(
        [sys.executable, SCRIPT, path, commitment], capture_output=True, text=True, check=False
    )


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


def test_script_is_at_most_forty_lines_of_code():
    code = SCRIPT.read_text().partition('"""\n\n')[2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 40


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


def test_a_public_value_known_before_is_named():
    record = copy.deepcopy(by_beacon())
    record["committed"]["committed_at"] = "2030-01-01T00:00:00+00:00"
    assert Fault.EARLY in {finding.fault for finding in verify_record(record)}


def test_a_record_written_anew_shows_by_the_hash_published_before():
    first, other = by_parties(), by_parties(Lottery((Entry("friend"),), (Seats("", 1),)))
    assert verify_record(other) == []
    findings = verify_record(other, published_commitment=first["commitment"])
    assert [finding.fault for finding in findings] == [Fault.COMMITMENT]


def _leaves(node: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in _leaves(value, (*path, key))]
    if isinstance(node, list):
        return [leaf for n, value in enumerate(node) for leaf in _leaves(value, (*path, n))]
    return [path]


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_random_changes_all_show(count):
    record, chance = by_parties(), random.Random(20261129)  # noqa: S311
    leaves = _leaves(record)
    for _ in range(count):
        changed = copy.deepcopy(record)
        *path, last = chance.choice(leaves)
        node = changed
        for step in path:
            node = node[step]
        value = node[last]
        if isinstance(value, int):
            node[last] = value + chance.choice([-2, -1, 1, 2])
        elif chance.random() < 0.5 or not value:
            node[last] = value + chance.choice("0aZ é")
        else:
            at = chance.randrange(len(value))
            node[last] = value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
        assert verify_record(changed, published_commitment=record["commitment"]), (
            path,
            last,
            value,
            node[last],
        )
