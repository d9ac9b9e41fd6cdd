"""Rounds of the public beacon, with values that another implementation (drand-verify) documents."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from gainful.engine.allocation.beacon import QUICKNET, BeaconError, random_value, round_after, round_time

# Round, signature and random value as documented by the package drand-verify 0.2.1.
ROUND = 657413
SIGNATURE = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
VALUE = "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"


def test_documented_round():
    assert random_value(ROUND, f" {SIGNATURE.upper()}\n") == VALUE


def test_time_of_a_round():
    # The Ruby client of drand documents round 27946612 as the one of 2026-04-20 00:00:00 UTC.
    midnight = datetime(2026, 4, 20, tzinfo=UTC)
    assert round_time(27946612) == midnight
    assert round_time(1) == QUICKNET.genesis


@pytest.mark.parametrize(("seconds", "number"), [(-1, 27946612), (0, 27946613), (2, 27946613), (3, 27946614)])
def test_round_after_a_moment(seconds, number):
    moment = datetime(2026, 4, 20, tzinfo=UTC) + timedelta(seconds=seconds)
    assert round_after(moment) == number
    assert round_time(number) > moment
    assert round_time(number - 1) <= moment


def test_before_the_first_round():
    assert round_after(QUICKNET.genesis - timedelta(days=9)) == 1


@pytest.mark.parametrize(
    ("number", "signature", "words"),
    [
        (ROUND + 1, SIGNATURE, "not the beacon's signature of round 657414"),
        (ROUND, SIGNATURE[:-1] + "c", "not the beacon's signature"),
        (ROUND, "c" + "0" * 95, "not the beacon's signature"),  # the point at infinity
        (ROUND, SIGNATURE[:-2], "96 hexadecimal digits"),
        (ROUND, "z" * 96, "96 hexadecimal digits"),
        (0, SIGNATURE, "counted from 1"),
        (10**12, SIGNATURE, "beyond the calendar"),
        (10**30, SIGNATURE, "beyond the calendar"),
    ],
)
def test_refused(number, signature, words):
    with pytest.raises(BeaconError, match=words):
        random_value(number, signature)


def test_checking_a_signature_leaves_the_recursion_limit_alone():
    # A process of its own: py_ecc raises the limit when it is first imported.
    code = (
        "import sys; from gainful.engine.allocation.beacon import random_value; before = sys.getrecursionlimit();"
        f"random_value({ROUND}, '{SIGNATURE}'); assert sys.getrecursionlimit() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
