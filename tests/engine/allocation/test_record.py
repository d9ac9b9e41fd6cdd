"""What is published before a draw, and what opening it refuses."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from gainful.engine.allocation.beacon import BeaconError, round_time
from gainful.engine.allocation.lottery import Entry, Lottery, LotteryError, Seats
from gainful.engine.allocation.record import (
    Announcement,
    commitment,
    lottery_of,
    open_record,
    publish,
    secret_hash,
)
from tests.engine.allocation.records import (
    BEFORE_THE_ROUND,
    ROUND,
    SECRET,
    VALUES,
    by_beacon,
    by_parties,
    small_lottery,
)

HASH = sha256(b"a value").hexdigest()


def test_record_holds_the_whole_lottery_and_each_chance():
    record = by_parties()
    assert lottery_of(record["committed"]) == small_lottery()
    chances = {row["code"]: row["chance"] for row in record["committed"]["entries"]}
    # South: 2 seats, 6 people. North, by hand: of 14, codes 2, 5, 8, 11 have priority 1, the other 10 share 6 seats.
    # Segment x (even codes) has 5 of the 10 and 4 kept seats: 4/5 + 1/5 × 2/6 = 13/15; y has 2/6.
    assert {chances[f"s{k:02d}"] for k in range(6)} == {"1/3"}
    assert {chances[f"n{k:02d}"] for k in (2, 5, 8, 11)} == {"0"}
    assert chances["n00"] == "13/15"
    assert chances["n01"] == "1/3"


def test_commitment_is_the_hash_of_plain_json():
    assert commitment({"b": [1], "a": "é"}) == sha256('{"a":"é","b":[1]}'.encode()).hexdigest()  # type: ignore[arg-type, typeddict-item]


@pytest.mark.parametrize(("length", "taken"), [(31, False), (32, True)])
def test_short_secrets_are_refused(length, taken):
    if taken:
        assert len(secret_hash("x" * length)) == 64
    else:
        with pytest.raises(LotteryError, match="31 characters"):
            secret_hash("x" * length)


def test_every_part_of_the_seed_matters():
    first = by_parties()["results"]
    seed, when = by_parties()["committed"]["public_seed"], datetime(2026, 3, 1, 9, tzinfo=UTC)
    autumn = Announcement("Autumn cohort", when, secret_hash(SECRET), seed, "Veterans first")
    other = publish(small_lottery(), autumn)
    assert open_record(other, {"secret": SECRET, "contributions": VALUES})["results"] != first
    assert by_beacon()["results"] != first


@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, False), (1, False)])
def test_round_lies_after_the_commitment(seconds, taken):
    announcement = Announcement(
        "x", round_time(ROUND) + timedelta(seconds=seconds), "h", {"beacon": "drand quicknet", "round": ROUND}
    )
    if taken:
        assert publish(small_lottery(), announcement)["committed"]["public_seed"]["round"] == ROUND
    else:
        with pytest.raises(LotteryError, match="Name a later round"):
            publish(small_lottery(), announcement)


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ({}, "Name a round"),
        ({"beacon": "drand quicknet"}, "Name a round"),
        ({"beacon": "other", "round": 5}, "Name a round"),
        ({"parties": {}}, "at least two parties"),
        ({"parties": {"us": "h"}}, "at least two parties"),
        ({"parties": {"us": "h", "them": HASH}}, "hash of us is no SHA-256"),
        ({"parties": {"us": HASH.upper(), "them": HASH}}, "hash of us is no SHA-256"),
        ({"parties": {"us": HASH, "them": HASH}}, "same hash"),
        ({"parties": {"us": HASH, "them": "0" * 64}, "round": ROUND}, "one of the two"),
        ({"beacon": "drand quicknet", "round": True}, "Name a round"),
        ({"beacon": "drand quicknet", "round": float(ROUND)}, "Name a round"),
        ({"beacon": "drand quicknet", "round": ROUND, "parties": {}}, "one of the two"),
    ],
)
def test_public_seeds_that_one_side_could_choose_are_refused(seed, words):
    with pytest.raises(LotteryError, match=words):
        publish(small_lottery(), Announcement("x", BEFORE_THE_ROUND, "h", seed))


def test_time_needs_its_zone():
    with pytest.raises(LotteryError, match="time zone"):
        publish(small_lottery(), Announcement("x", datetime(2026, 3, 1, 9), "h", {}))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"secret": SECRET + "!"}, "not the one whose hash was published"),
        ({"contributions": {"council": VALUES["council"]}}, "Still missing: the contribution of employer"),
        (
            {"contributions": {**VALUES, "employer": "other"}},
            "Not what was committed: the contribution of employer",
        ),
        ({"contributions": {**VALUES, "stranger": "x"}}, "somebody not named"),
        ({"contributions": {**VALUES, "employer": 212}}, "are texts"),
        ({"signature": "junk"}, "nothing else: not signature"),
    ],
)
def test_opening_with_something_else_is_refused(change, words):
    with pytest.raises(LotteryError, match=words):
        open_record(by_parties(), {"secret": SECRET, "contributions": VALUES, **change})


def test_a_record_of_no_public_value_is_not_opened():
    record = by_parties()
    record["committed"]["public_seed"] = {"parties": {}}
    with pytest.raises(LotteryError, match="at least two parties"):
        open_record(record, {"secret": SECRET, "contributions": {}})


def test_a_secret_that_could_be_guessed_opens_nothing():
    record = by_parties()
    record["committed"]["secret_hash"] = sha256(b"guess").hexdigest()
    with pytest.raises(LotteryError, match="5 characters"):
        open_record(record, {"secret": "guess", "contributions": VALUES})


def test_opening_with_another_rounds_signature_is_refused():
    record = by_beacon()
    with pytest.raises(BeaconError, match="96 hexadecimal digits"):
        open_record(record, {"secret": SECRET})


def test_a_lottery_of_one_seat_more_than_people_seats_everybody():
    record = by_parties(Lottery((Entry("a"), Entry("b")), (Seats("", 3),)))
    assert [row["outcome"] for row in record["results"]] == ["seat", "seat"]
