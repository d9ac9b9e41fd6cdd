"""From plain data (a JSON or TOML file) to a checked description; every complaint names its field."""

from __future__ import annotations

import math
from collections.abc import Mapping

from gainful.engine.cost_benefit.model import Group, Payment, Quantity, Shape, Spec, SpecError
from gainful.engine.cost_benefit.spec_document import (
    FIRST_YEAR,
    HIGHEST_RATE,
    LAST_YEAR,
    LEAST_DRAWS,
    MOST_DRAWS,
    MOST_PARTICIPANTS,
    MOST_SEED,
    MOST_YEARS,
    BenefitPart,
    CostPart,
    LinePart,
    QuantityPart,
    SpecDocument,
    TransferPart,
)

TOP, PARTS = set(SpecDocument.model_fields), set(QuantityPart.model_fields)
SHARES = {
    "decay": ("Share of the effect that fades each later year", 0.0),
    "fringe": ("Fringe benefits, share of earnings", 0.0),
    "income_tax": ("Taxes of the participant, share of earnings", 0.0),
    "payroll_tax": ("Payroll tax of the employer, share of earnings", 0.0),
    "benefit_loss": ("Public benefits lost, share of earnings", 0.0),
    "displacement": ("Jobs taken from other workers, share of the gain", 0.0),
}
SURPLUS = "Value to the employer beyond pay"


def read_spec(data: Mapping[str, object]) -> Spec:
    """Return the description; SpecError names the field that is missing, unknown or out of bounds."""
    if not isinstance(data, Mapping):
        raise SpecError("file", "the file must hold named fields such as title, effect and costs.")
    _only(data, TOP, "")
    shares = {name: _share(data, name, label, default) for name, (label, default) in SHARES.items()}
    effects, source = _effects(data)
    return Spec(
        title=_text(data, "title", "Cost and benefit"),
        effects=effects,
        forgone=_quantity(data.get("forgone_earnings", 0), "forgone_earnings", "Pay given up in training", least=0),
        payments=_payments(data),
        later_years=_whole(data, "later_years", 0, 0, MOST_YEARS),
        employer_surplus=_quantity(data.get("employer_surplus", 0), "employer_surplus", SURPLUS),
        discount_rate=_plain(data, "discount_rate", 0.03, 0, HIGHEST_RATE),
        participants=_whole(data, "participants", 1, 1, MOST_PARTICIPANTS),
        currency_year=_whole(data, "currency_year", 0, FIRST_YEAR, LAST_YEAR) if "currency_year" in data else None,
        evidence=_text(data, "evidence", ""),
        effect_source=source,
        draws=_whole(data, "draws", 10_000, LEAST_DRAWS, MOST_DRAWS),
        seed=_whole(data, "seed", 1, 0, MOST_SEED),
        **shares,
    )  # fmt: skip


def _only(data: Mapping[str, object], known: set[str], where: str) -> None:
    for name in data:
        if name not in known:
            raise SpecError(f"{where}{name}", f"is not known here. Known: {', '.join(sorted(known))}.")


def _text(data: Mapping[str, object], name: str, default: str) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise SpecError(name, "must be text.")
    return value


def _number(value: object, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SpecError(field, f"must be a number, not {value!r}.")
    return float(value)


def _plain(data: Mapping[str, object], name: str, default: float, low: float, high: float) -> float:
    value = _number(data.get(name, default), name)
    if not low <= value <= high:
        raise SpecError(name, f"is {value:g}; it must be between {low:g} and {high:g}.")
    return value


def _whole(data: Mapping[str, object], name: str, default: int, low: int, high: int) -> int:
    value = _plain(data, name, default, low, high)
    if value != int(value):
        raise SpecError(name, f"is {value:g}; it must be a whole number.")
    return int(value)


def _quantity(
    value: object,
    field: str,
    label: str,
    *,
    key: str = "",
    shape: Shape = Shape.RANGE,
    least: float | None = None,
) -> Quantity:
    """Read a number, or {estimate, low, high, shape, source}."""
    if not isinstance(value, Mapping):
        value = {"estimate": value}
    _only(value, PARTS, f"{field}.")
    if "estimate" not in value:
        raise SpecError(f"{field}.estimate", "is missing. Give the best single figure.")
    estimate = _number(value["estimate"], f"{field}.estimate")
    low, high = (_number(value[end], f"{field}.{end}") if end in value else None for end in ("low", "high"))
    if (low is None) != (high is None):
        raise SpecError(field, "has one end of its range. Give both low and high, or neither.")
    if low is not None and high is not None and not low <= estimate <= high:
        raise SpecError(
            field,
            f"{low:g} ≤ {estimate:g} ≤ {high:g} does not hold. Low comes first, then estimate, then high.",
        )
    if least is not None and min(estimate, estimate if low is None else low) < least:
        raise SpecError(field, f"must not be below {least:g}: write costs and pay as positive amounts.")
    said = value.get("shape", Shape.FIXED if low is None else shape)
    if not isinstance(said, str) or said not in set(Shape):
        raise SpecError(f"{field}.shape", f"is {said!r}; it must be one of: {', '.join(Shape)}.")
    source = value.get("source", "")
    if not isinstance(source, str):
        raise SpecError(f"{field}.source", "must be text.")
    return Quantity(key or field, label, estimate, low, high, Shape(said), source)


def _share(data: Mapping[str, object], name: str, label: str, default: float) -> Quantity:
    found = _quantity(data.get(name, default), name, label)
    for value in (found.estimate, found.low, found.high):
        if value is not None and not 0 <= value <= 1:
            raise SpecError(name, f"is {value:g}; a share is between 0 and 1 (0.2 is 20%).")
    return found


def _effects(data: Mapping[str, object]) -> tuple[tuple[Quantity, ...], str]:
    """Read the yearly gain in earnings: one figure, or a list with one for each observed year."""
    if "effect" not in data:
        raise SpecError(
            "effect", "is missing. Give the gain in yearly earnings, with low and high of its 95% interval."
        )
    given = data["effect"]
    years = given if isinstance(given, list) else [given]
    if not years or len(years) > MOST_YEARS:
        raise SpecError("effect", f"must have between 1 and {MOST_YEARS} years.")
    label = "Effect on yearly earnings"
    effects = tuple(
        _quantity(
            year,
            f"effect[{i}]" if isinstance(given, list) else "effect",
            label,
            key="effect",
            shape=Shape.INTERVAL,
        )
        for i, year in enumerate(years, start=1)
    )
    return effects, effects[0].source


_KINDS: dict[str, type[LinePart]] = {"costs": CostPart, "transfers": TransferPart, "benefits": BenefitPart}


def _payments(data: Mapping[str, object]) -> tuple[Payment, ...]:
    """Read costs (a payer), transfers (payer and receiver) and other benefits (a receiver)."""
    found: list[Payment] = []
    for kind, part in _KINDS.items():
        rows = data.get(kind, [])
        if not isinstance(rows, list):
            raise SpecError(kind, "must be a list.")
        known = set(part.model_fields)
        found += [_payment(row, f"{kind}[{i}]", known) for i, row in enumerate(rows, start=1)]
    labels = [payment.label for payment in found]
    for label in labels:
        if labels.count(label) > 1:
            raise SpecError("costs", f"“{label}” is there twice. Give each line a name of its own.")
    return tuple(found)


def _payment(row: object, where: str, known: set[str]) -> Payment:
    if not isinstance(row, Mapping):
        raise SpecError(where, "must have a name, an amount and who pays or receives it.")
    _only(row, known, f"{where}.")
    label = row.get("name")
    if not isinstance(label, str) or not label.strip():
        raise SpecError(f"{where}.name", "is missing. Say in a few words what it is.")
    if "amount" not in row:
        raise SpecError(f"{where}.amount", "is missing. Give USD per participant.")
    amount = _quantity(row["amount"], f"{where}.amount", label, key=f"payment:{label}", least=0)
    groups = {side: _group(row, side, where) if side in known else None for side in ("payer", "receiver")}
    return Payment(label, amount, groups["payer"], groups["receiver"], _whole(row, "year", 0, 0, MOST_YEARS))


def _group(row: Mapping[str, object], side: str, where: str) -> Group:
    value = row.get(side)
    if not isinstance(value, str) or value not in set(Group):
        raise SpecError(f"{where}.{side}", f"is {value!r}; it must be one of: {', '.join(Group)}.")
    return Group(value)
