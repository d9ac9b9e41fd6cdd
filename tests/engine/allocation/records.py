"""Records that tests of the draw share: small lotteries, committed and opened."""

from datetime import UTC, datetime
from hashlib import sha256

from gainful.engine.allocation.lottery import Entry, Floor, Lottery, Seats
from gainful.engine.allocation.record import Announcement, open_record, publish, secret_hash

SECRET = "a secret of the program, at least 32 characters"
VALUES = {"council": "seven of hearts, 4 1 9", "employer": "we saw 212 geese"}
ROUND, SIGNATURE = (
    657413,
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
)
BEFORE_THE_ROUND = datetime(2023, 9, 14, tzinfo=UTC)
"""Round 657413 was published on 15 September 2023, 11:00:03 UTC."""


def small_lottery() -> Lottery:
    entries = [Entry(f"n{k:02d}", "north", k % 3 // 2, "xy"[k % 2]) for k in range(14)]
    entries += [Entry(f"s{k:02d}", "south", 0, "x") for k in range(6)]
    return Lottery(tuple(entries), (Seats("north", 6), Seats("south", 2)), (Floor("north", "x", 4),))


def by_parties(lottery: Lottery | None = None):
    hashes = {party: sha256(value.encode()).hexdigest() for party, value in VALUES.items()}
    announcement = Announcement(
        "Spring cohort",
        datetime(2026, 3, 1, 9, tzinfo=UTC),
        secret_hash(SECRET),
        {"parties": hashes},
        "Veterans first",
    )
    record = publish(lottery or small_lottery(), announcement)
    return open_record(record, {"secret": SECRET, "contributions": VALUES})


def by_beacon():
    seed = {"beacon": "drand quicknet", "round": ROUND}
    record = publish(
        small_lottery(), Announcement("Spring cohort", BEFORE_THE_ROUND, secret_hash(SECRET), seed)
    )
    return open_record(record, {"secret": SECRET, "signature": SIGNATURE})
