"""Who gets a seat: a lottery that anyone can recompute, with the chance of everybody in it."""

from gainful.engine.allocation.beacon import QUICKNET, Beacon, BeaconError, random_value, round_time
from gainful.engine.allocation.chances import chance_of_a_seat, price_of_floors
from gainful.engine.allocation.draw import DrawResult, Outcome, draw
from gainful.engine.allocation.lottery import Entry, Floor, Lottery, LotteryError, Seats
from gainful.engine.allocation.record import commitment, draw_seed, open_record, publish, secret_hash
from gainful.engine.allocation.verify import Finding, verify_record

__all__ = [
    "QUICKNET", "Beacon", "BeaconError", "DrawResult", "Entry", "Finding", "Floor", "Lottery", "LotteryError",
    "Outcome", "Seats", "chance_of_a_seat", "commitment", "draw", "draw_seed", "open_record", "price_of_floors",
    "publish", "random_value", "round_time", "secret_hash", "verify_record",
]  # fmt: skip
