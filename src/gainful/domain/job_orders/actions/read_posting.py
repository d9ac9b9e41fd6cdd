"""Read a posting into a profile: occupation, competencies with their place in the text, and the job's facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import advance, require
from gainful.domain.job_orders.actions.create_job_order import MARKUP, first_line
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.actions.openings import match_openings
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, WageUnit
from gainful.domain.job_orders.versions import write_version
from gainful.engine.competencies.model import Need as EngineNeed
from gainful.engine.occupations import Occupation, Reference, available_versions, load_reference

MAX_WAGE = 10_000_000
_CODE = re.compile(r"\d\d-\d{4}")


def _fill_wage(order: JobOrder, wage: Any) -> None:
    """Fill in pay in US dollars; pay in another currency stays with the facts, as it cannot be compared."""
    given = order.wage_low is not None or order.wage_high is not None
    if given or not wage or wage.currency != "USD" or wage.unit not in WageUnit.values:
        return
    if not all(end is None or 0 < end < MAX_WAGE for end in (wage.low, wage.high)):
        return
    order.wage_unit = wage.unit
    order.wage_low = None if wage.low is None else round(Decimal(str(wage.low)), 2)
    order.wage_high = None if wage.high is None else round(Decimal(str(wage.high)), 2)


def _fill_facts(order: JobOrder, facts: Any) -> None:
    """Take from the posting what the form left open; what a person typed is never overwritten."""
    _fill_wage(order, facts.wage)
    if facts.openings and order.openings == 1 and 1 <= facts.openings.value <= 10_000:
        order.openings = facts.openings.value
    if order.hours_per_week is None and facts.hours_per_week and 0 < facts.hours_per_week.value <= 168:
        order.hours_per_week = facts.hours_per_week.value
    place = facts.place
    typed = bool(order.place)
    found = {
        "schedule": facts.schedule and facts.schedule.value,
        "place": place and ", ".join(part for part in (place.city, place.state) if part),
        "area_code": place and not typed and place.area_code,
        "contract": facts.contract and facts.contract.value.replace("_", " "),
        "employer_name": facts.employer and not order.employer_id and facts.employer.value,
    }
    for name, value in found.items():
        if value and not getattr(order, name):
            setattr(order, name, str(value)[: JobOrder._meta.get_field(name).max_length])  # type: ignore[union-attr]  # noqa: SLF001 - Django's public Meta API
    kept = {MARKUP: order.facts[MARKUP]} if MARKUP in order.facts else {}
    order.facts = kept | _fact_spans(facts) | _asked_before(facts)


def _fact_spans(facts: Any) -> dict[str, dict[str, Any]]:
    spans = {}
    for name in ("title", "employer", "openings", "wage", "schedule", "hours_per_week", "place", "contract"):
        span = getattr(getattr(facts, name, None), "span", None)
        if span is not None:
            spans[name] = {"start": span.start, "end": span.end, "text": span.text}
    return spans


def _asked_before(facts: Any) -> dict[str, dict[str, Any]]:
    """Return what the order has no field for, each in the posting's words or as it is compared.

    The schooling and experience asked for, a premium on top of the pay, what the employer gives, days and times of day,
    the first day, where the work is done, and pay that is not in US dollars.
    """
    found = {}
    if facts.education:
        found["schooling"] = {"level": facts.education.level, "must": facts.education.need != EngineNeed.NICE}
    if facts.experience_years:
        years = facts.experience_years
        found["experience"] = {"years": years.value, "must": years.need != EngineNeed.NICE}
    found |= {name: {"text": fact.value} for name, fact in _in_words(facts) if fact}
    if facts.gives:
        found["gives"] = {"each": [each.value for each in facts.gives]}
    if facts.premium:
        found["premium"] = {"text": facts.premium.value}
    if facts.wage and facts.wage.currency != "USD":
        pay = facts.wage
        found["pay"] = {"low": pay.low, "high": pay.high, "unit": pay.unit, "currency": pay.currency}
    return found


def _in_words(facts: Any) -> tuple[tuple[str, Any], ...]:
    return ("days", facts.days), ("times", facts.times), ("starts", facts.starts), ("remote", facts.remote)


def _take_occupation(order: JobOrder, read: Any, reference: Reference) -> None:
    if read.occupation is None:
        raise JobOrderError(
            _("We could not tell which occupation this job is."),
            hint=_("Give the job title in plain words, for example “nursing assistant”."),
            field="title",
        )
    order.occupation_code = read.occupation.code
    order.occupation_title = reference.occupation(read.occupation.code).title
    order.occupation_confidence = read.confidence
    order.runners_up = [
        {
            "code": item.code,
            "title": reference.occupation(item.code).title,
            "confidence": item.confidence_word,
        }
        for item in read.runners_up
    ]
    order.reference_version = reference.version


def _reference_of(order: JobOrder) -> Reference:
    """Return the release that the order was made with, the current one for a new order or where that is gone."""
    kept = order.reference_version
    return load_reference(kept if kept in available_versions() else None)


def _finish(order: JobOrder, verb: str) -> None:
    advance(order, verb)
    match_openings(order)


@transaction.atomic
def read_posting_into_profile(actor: Actor, order: JobOrder, *, title: str | None = None) -> ProfileVersion:
    """Read the order's text into its next profile version and fill the facts the form left open."""
    from gainful.engine.postings.profile import required_profile

    hold_order(order)
    require(actor, "read_posting", order)
    reference = _reference_of(order)
    text = order.posting_text or order.title
    read = required_profile(text, title=title, structured=order.facts.get(MARKUP), reference=reference)
    _take_occupation(order, read, reference)
    _fill_facts(order, read.facts)
    if (found := read.facts.title) and order.title in {"", first_line(text)}:
        order.title = found.value[:200]
    order.notes = [str(note) for note in read.notes]
    version = write_version(actor, order, read.profile)
    _finish(order, "read_posting")
    return version


def near_occupations(words: str, limit: int = 8) -> list[Occupation]:
    """Return the occupations nearest to any words that people use for a job, the likeliest first."""
    from gainful.engine.occupations import load_reference
    from gainful.engine.titles.ranking import rank_occupations

    if len(words.strip()) < 2:
        return []
    reference = load_reference()
    return [reference.occupation(item.code) for item in rank_occupations([words[:120]], k=limit)[0]]


def _told(reference: Reference, wanted: str) -> Occupation:
    """Return the occupation of a code, "31-1131.00", or of a title, "nurse aide"; JobOrderError with what is near."""
    from gainful.engine.titles.ranking import rank_occupations

    if not wanted.strip():
        raise JobOrderError(
            _("No occupation was chosen."),
            hint=_("Choose one, or search by the words you use."),
            field="code",
        )
    if _CODE.match(wanted):
        try:
            return reference.occupation(wanted.split(maxsplit=1)[0])
        except KeyError as error:
            raise JobOrderError(str(error.args[0]), field="code") from error
    found = rank_occupations([wanted], reference=reference)[0] if wanted.strip() else []
    if not found or found[0].confidence_word == "guess":
        near = "; ".join(f"{item.title} ({item.code})" for item in found[:3])
        raise JobOrderError(
            _("“%(title)s” is not clear enough to tell the occupation.") % {"title": wanted},
            hint=_("Say it in other words, or give a code. Near it: %(near)s.") % {"near": near}
            if near
            else "",
            field="code",
        )
    return reference.occupation(found[0].code)


@transaction.atomic
def change_occupation(actor: Actor, order: JobOrder, wanted: str) -> ProfileVersion:
    """Read the posting again as another occupation, told by code or title; the old one stays among the runners-up."""
    from gainful.engine.postings.profile import required_profile

    hold_order(order)
    require(actor, "change_occupation", order)
    reference = _reference_of(order)
    chosen = _told(reference, wanted)
    left = {
        "code": order.occupation_code,
        "title": order.occupation_title,
        "confidence": order.occupation_confidence,
    }
    text = order.posting_text or order.title
    read = required_profile(text, title=chosen.title, structured=order.facts.get(MARKUP), reference=reference)
    order.runners_up = [
        left,
        *(item for item in order.runners_up if item["code"] not in {chosen.code, left["code"]}),
    ]
    order.occupation_code, order.occupation_title = chosen.code, chosen.title
    order.occupation_confidence = "sure"
    order.reference_version = reference.version
    version = write_version(actor, order, read.profile)
    _finish(order, "change_occupation")
    return version
