"""Check a claim: recompute it, say whether whole people can give that percent, and what is still to be asked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from gainful.engine.claims.arithmetic import counts_behind, intervals, smallest_difference
from gainful.engine.claims.model import Arithmetic, Claim, ClaimCheck, Interval, Kind, Possible
from gainful.engine.claims.questions import design_for, questions_for
from gainful.engine.claims.reading import read_claim

MOST_LISTED = 12
"""Possible counts named one by one; more are given as a range."""


def check_claim(claim: Claim | str, *, started: int | None = None) -> ClaimCheck:
    """Return the claim recomputed; `started` is how many people began, where that is known.

    UnreadableClaim where the words hold no figure; ValueError where `started` is below the claim's own total.
    """
    read = read_claim(claim) if isinstance(claim, str) else claim
    if started is not None and read.total is not None and started < read.total:
        raise ValueError(
            f"{started:,} started, but the claim counts {read.total:,} people. Check the figures."
        )
    check = {
        Kind.COUNT: _count,
        Kind.PERCENT: _percent,
        Kind.SHARE: _share,
        Kind.CHANGE: _change,
        Kind.FROM_TO: _from_to,
        Kind.RETURN: _return,
    }[read.kind](read)
    return _complete(check, started)


def _complete(check: ClaimCheck, started: int | None) -> ClaimCheck:
    claim = check.claim
    notes = list(check.notes)
    if claim.ignored:
        notes.append(f"Not used in this check: {', '.join(claim.ignored)}.")
    if started and check.possible_low is not None and check.possible_high is not None:
        notes.append(_among_started(check.possible_low, check.possible_high, started))
    return replace(
        check,
        notes=tuple(notes),
        ask=questions_for(claim, knows_started=started is not None),
        design=design_for(claim, check.smallest_difference),
    )


def _among_started(low: int, high: int, started: int) -> str:
    """Say the share among all who started, counting nobody twice and the unknown as unknown."""
    shares = (
        f"{100 * low / started:.1f}%"
        if low == high
        else f"{100 * low / started:.1f}% to {100 * high / started:.1f}%"
    )
    return (
        f"Of all {started:,} who started, the people counted here are {shares}. "
        "What came of the others is not known."
    )


def _count(claim: Claim) -> ClaimCheck:
    count, total = claim.count or 0, claim.total or 0
    if total == 0:
        return ClaimCheck(
            claim, Arithmetic.IMPOSSIBLE, "A share of nobody cannot be worked out: the total is 0."
        )
    if count > total:
        words = (
            f"{count:,} of {total:,} cannot be: the part is larger than the whole. Ask which number is wrong."
        )
        return ClaimCheck(claim, Arithmetic.IMPOSSIBLE, words)
    percent = 100 * count / total
    ranges = intervals(count, count, total)
    arithmetic, notes = Arithmetic.FITS, ["Both numbers are whole people, so the figures can be true."]
    answer = f"{count:,} of {total:,} is {percent:.1f}%. {_range_words(ranges[0])}"
    if claim.low is not None and count not in counts_behind(claim.low, claim.low, claim.decimals, total):
        arithmetic = Arithmetic.IMPOSSIBLE
        stated = f"{float(claim.low):.{claim.decimals}f}%"
        answer = f"{count:,} of {total:,} is {percent:.1f}%, not {stated}. One of the three figures is wrong."
        notes = []
    elif claim.low is not None:
        notes.append(f"The stated {float(claim.low):.{claim.decimals}f}% agrees with the counts.")
    return ClaimCheck(
        claim, arithmetic, answer, percent, float(count), (Possible(count, percent),), count, count, ranges,
        smallest_difference(count / total, total), tuple(notes),
    )  # fmt: skip


def _range_words(interval: Interval) -> str:
    return (
        f"If these people stand for many more like them, the true share is likely between "
        f"{interval.low:.1f}% and {interval.high:.1f}%."
    )


def _stated(claim: Claim) -> str:
    low, high = (f"{float(end or 0):.{claim.decimals}f}" for end in (claim.low, claim.high))
    if claim.fraction_words and claim.low is not None and claim.low.denominator != 1:
        low = high = f"{float(claim.low):.1f}"
    return f"{low}%" if low == high else f"{low}% to {high}%"


def _percent(claim: Claim) -> ClaimCheck:
    (low, high), total = claim.ends, claim.total or 0
    if total == 0:
        return ClaimCheck(
            claim, Arithmetic.IMPOSSIBLE, "A percent of nobody cannot be worked out: the total is 0."
        )
    if high > 100:
        words = f"{_stated(claim)} of {total:,} people cannot be: a part of a group is at most 100%."
        return ClaimCheck(claim, Arithmetic.IMPOSSIBLE, words)
    exact = low * total / 100
    counts = _reached(claim, total)
    single = low == high
    if not counts:
        return _no_count(claim, float(exact), total)
    fits = single and exact.denominator == 1
    listed = counts if len(counts) <= MOST_LISTED else range(0)
    possible = tuple(Possible(count, 100 * count / total) for count in listed)
    ranges = intervals(counts[0], counts[-1], total)
    answer = _percent_answer(claim, exact_count=float(exact), fits=fits, counts=counts, total=total)
    middle = (counts[0] + counts[-1]) / 2 / total
    return ClaimCheck(
        claim, Arithmetic.FITS if fits else Arithmetic.ROUNDED, f"{answer} {_range_words(ranges[0])}",
        float((low + high) / 2), float(exact) if single else None, possible, counts[0], counts[-1], ranges,
        smallest_difference(middle, total), _hedge_notes(claim),
    )  # fmt: skip


def _reached(claim: Claim, total: int) -> range:
    """Return the counts that the stated percent can stand for; half or two thirds round to the next person."""
    low, high = claim.ends
    if claim.fraction_words:
        exact = low * total / 100
        return range(int(exact), int(exact) + (1 if exact.denominator == 1 else 2))
    return counts_behind(low, high, claim.decimals, total)


def _no_count(claim: Claim, exact: float, total: int) -> ClaimCheck:
    """No whole number of people gives that percent, however it was rounded."""
    near = [count for count in (int(exact), int(exact) + 1) if 0 <= count <= total]
    digits = claim.decimals + 1
    named = " and ".join(f"{count:,} of {total:,} is {100 * count / total:.{digits}f}%" for count in near)
    answer = (
        f"No whole number of people out of {total:,} gives {_stated(claim)}: it would be {exact:,.2f} people. "
        f"The nearest are: {named}. Ask for the count, or for the true total."
    )
    return ClaimCheck(
        claim, Arithmetic.IMPOSSIBLE, answer, float(claim.low or 0), exact,
        tuple(Possible(count, 100 * count / total) for count in near),
    )  # fmt: skip


def _percent_answer(claim: Claim, *, exact_count: float, fits: bool, counts: range, total: int) -> str:
    stated = _stated(claim)
    if claim.low != claim.high:
        return f"{stated} of {total:,} is between {counts[0]:,} and {counts[-1]:,} people."
    if fits and len(counts) == 1:
        return f"{stated} of {total:,} is {counts[0]:,} {'person' if counts[0] == 1 else 'people'}."
    if fits:
        return (
            f"{stated} of {total:,} is {exact_count:,.0f} people; rounded, it could be any count from "
            f"{counts[0]:,} to {counts[-1]:,}."
        )
    start = (
        f"{stated} of {total:,} is {exact_count:,.4f}".rstrip("0").rstrip(".")
        + ", which is not a whole number of people. "
    )
    if len(counts) == 1:
        return f"{start}Only {counts[0]:,} ({100 * counts[0] / total:.1f}%) rounds to it."
    if len(counts) <= MOST_LISTED:
        named = [f"{count:,} ({100 * count / total:.1f}%)" for count in counts]
        verb = "is near it" if claim.fraction_words else "rounds to it"
        return f"{start}The claim can be {' or '.join(named)}: each {verb}."
    return f"{start}Rounded, it could be any count from {counts[0]:,} to {counts[-1]:,}."


def _hedge_notes(claim: Claim) -> tuple[str, ...]:
    if claim.fraction_words:
        return ("Words such as “half” or “9 in 10” are often rounded. Ask for the count itself.",)
    if claim.hedge == "about":
        return ("The claim says “about”, so the true count may lie further off. Ask for the count itself.",)
    if claim.hedge:
        return (
            f"The claim says “{claim.hedge}”, so the figure is an edge and not the count. Ask for the count itself.",
        )
    return ()


def _share(claim: Claim) -> ClaimCheck:
    low, high = claim.ends
    if high > 100:
        words = (
            f"{_stated(claim)} cannot be a part of a group: a part is at most 100%. It may be a change; ask."
        )
        return ClaimCheck(claim, Arithmetic.IMPOSSIBLE, words)
    least = _least_total(claim)
    answer = (
        f"{_stated(claim)} of how many people? Without the total nobody can tell how sure the figure is: "
        f"the same percent can come from {least} people or from thousands."
    )
    return ClaimCheck(claim, Arithmetic.UNKNOWN, answer, float((low + high) / 2), notes=_hedge_notes(claim))


def _least_total(claim: Claim) -> int:
    """Return the smallest group in which the percent can be seen at all."""
    low, high = claim.ends
    if claim.fraction_words:
        return (low / 100).denominator
    return next(
        n for n in range(1, 10 ** (claim.decimals + 2) + 1) if counts_behind(low, high, claim.decimals, n)
    )


_UNIT_WORDS = {
    "%": "{:.4g}%",
    "times": "{:.4g}%",
    "points": "{:.4g} percentage points",
    "$": "${:,.2f}",
    "": "{:,g}",
}


def _change(claim: Claim) -> ClaimCheck:
    value = float(claim.low or 0)
    size = _UNIT_WORDS[claim.unit].format(abs(value)).replace(".00", "")
    if claim.unit in {"%", "times"} and value < -100:
        words = f"A fall of {size} cannot be for counts or pay: nothing can fall by more than all of it."
        return ClaimCheck(claim, Arithmetic.IMPOSSIBLE, words)
    if claim.high is not None and claim.high != claim.low:
        size = f"{size} to {_UNIT_WORDS[claim.unit].format(abs(float(claim.high))).replace('.00', '')}"
    direction = "lower" if value < 0 else "higher"
    answer = f"{size} {direction} than what? A change needs a starting figure, a group to compare with and a period."
    if claim.unit in {"%", "times"} and claim.low == claim.high:
        after = f"{100 + value:,.0f}"
        answer += f" On a base of $100 it is ${after}; on a small base even a large percent is little money."
    return ClaimCheck(claim, Arithmetic.UNKNOWN, answer, value if claim.unit in {"%", "times"} else None)


def _from_to(claim: Claim) -> ClaimCheck:
    before, after = claim.before or Fraction(0), claim.after or Fraction(0)
    if claim.unit == "%" and max(before, after) > 100:
        return ClaimCheck(
            claim, Arithmetic.IMPOSSIBLE, "A part of a group is at most 100%. Ask what is counted."
        )
    if before == 0:
        return ClaimCheck(
            claim,
            Arithmetic.UNKNOWN,
            "From zero, a percent change cannot be worked out. Ask for both counts.",
        )
    change = float((after / before - 1) * 100)
    step = float(after - before)
    if claim.unit == "%":
        moved = f"{step:+.1f} percentage points, which is {change:+.1f}% of where it began"
    elif claim.unit == "$":
        moved = f"{'-' if step < 0 else '+'}${abs(step):,.2f}, or {change:+.1f}%".replace(".00,", ",")
    else:
        moved = f"{step:+,g}, or {change:+.1f}%"
    answer = f"The change is {moved}. Alone it does not say what made the difference."
    if wrong := _contradicted(claim, change, step):
        return ClaimCheck(
            claim, Arithmetic.IMPOSSIBLE, f"The change is {moved}, not {wrong}. One of them is wrong.", change
        )
    stated = claim.low is not None or claim.difference is not None
    notes = ("What is stated of the change agrees with the two amounts.",) if stated else ()
    return ClaimCheck(claim, Arithmetic.FITS, answer, change, notes=notes)


def _contradicted(claim: Claim, change: float, step: float) -> str:
    """Return the stated percent or difference that the two amounts do not give, however they were rounded."""
    if claim.low is not None and abs(abs(change) - float(claim.low)) > 0.5 * 10**-claim.decimals + 1e-9:
        return f"{float(claim.low):.{claim.decimals}f}%"
    if claim.difference is not None and abs(abs(step) - float(claim.difference)) > 1 + 1e-9:
        return f"${float(claim.difference):,.2f}".replace(".00", "")
    return ""


def _return(claim: Claim) -> ClaimCheck:
    ratio = float(claim.low or 0)
    net = ratio - 1
    moved = f"${abs(net):,.2f} {'more' if net >= 0 else 'less'} than was spent"
    answer = (
        f"${ratio:,.2f} back for each dollar is {moved}, if the figure is right. It rests on an effect, on what the "
        "dollars are of, and on how many years are counted."
    )
    return ClaimCheck(claim, Arithmetic.UNKNOWN, answer)
