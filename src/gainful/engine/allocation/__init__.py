"""Who gets a seat: a lottery that anyone can recompute, the best allocation of places, stable matching."""

from gainful.engine.allocation.assignment import (
    Allocation,
    AllocationError,
    AllocationProblem,
    PlaceFloor,
    allocate,
    price_of_place_floors,
)
from gainful.engine.allocation.beacon import QUICKNET, Beacon, BeaconError, random_value, round_time
from gainful.engine.allocation.chances import chance_of_a_seat, price_of_floors
from gainful.engine.allocation.draw import DrawResult, Outcome, draw
from gainful.engine.allocation.lottery import Entry, Floor, FloorsError, Lottery, LotteryError, Seats
from gainful.engine.allocation.matching import MatchingError, match_lists, stable_matching
from gainful.engine.allocation.record import (
    commitment,
    draw_seed,
    known_when_voided,
    open_record,
    publish,
    secret_hash,
)
from gainful.engine.allocation.verify import Finding, verify_record, void_before

__all__ = [
    "QUICKNET", "Allocation", "AllocationError", "AllocationProblem", "Beacon", "BeaconError", "DrawResult",
    "Entry", "Finding", "Floor", "FloorsError", "Lottery", "LotteryError", "MatchingError", "Outcome", "PlaceFloor",
    "Seats", "allocate", "chance_of_a_seat", "commitment", "draw", "draw_seed", "known_when_voided", "match_lists",
    "open_record", "price_of_floors", "price_of_place_floors", "publish", "random_value", "round_time",
    "secret_hash", "stable_matching", "verify_record", "void_before",
]  # fmt: skip
