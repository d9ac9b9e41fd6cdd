"""Every write to needs assessments: begin, answer as one goes, finish; instruments and presets of an agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.participants.actions import set_barriers
from gainful.domain.participants.models import Participant
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.helping import (
    helping_organization,
    manager_organization,
    require_rule,
    sees_sensitive,
)
from gainful.domain.support.instruments import (
    DEFAULT,
    current_instrument,
    instrument_of,
    presets_of,
    retire_now,
    wrong_words,
)
from gainful.domain.support.models import AgencyInstrument, Assessment, HowFilled, NeedAnswer, NeedsPreset
from gainful.domain.support.states.needs import ASSESSMENT_RULES, AssessmentState, Moment
from gainful.engine.support.answers import AnswerError, clean, live_answers
from gainful.engine.support.instruments import Instrument, InstrumentError, instrument_from
from gainful.engine.support.scoring import wanted


@dataclass(frozen=True, slots=True)
class Begin:
    """How an assessment begins: when, and which topics (by preset, or named); none named means all."""

    moment: str = Moment.ENROLMENT
    preset: str = "everybody"
    topics: Sequence[str] = ()
    language: str = "en"


@transaction.atomic
def begin_assessment(
    actor: Actor, person: Participant, begin: Begin = Begin(), *, organization: Organization | None = None
) -> Assessment:
    """Begin an assessment, or go on with the one that is open; sensitive topics wait for their own consent."""
    agency = helping_organization(actor, person, organization)
    found = Assessment.objects.filter(
        participant=person, organization=agency, state=AssessmentState.OPEN
    ).select_related("organization").first()  # fmt: skip
    if found is not None:
        return found
    if begin.moment not in Moment.values:
        raise SupportError(_("Choose when this is asked."), field="moment")
    instrument = current_instrument(agency, language=begin.language)
    topics = _topics(agency, instrument, begin)
    if not sees_sensitive(actor, person, agency):
        if topics and set(topics) <= instrument.sensitive_topics:
            raise NotAllowedError(_("They have not agreed to share answers about this."))
        topics = [topic for topic in topics if topic not in instrument.sensitive_topics]
    if not topics:
        raise SupportError(
            _("These questions ask about nothing on that list."), hint=_("Choose another list.")
        )
    try:
        with transaction.atomic():
            return Assessment.objects.create(
                participant=person, organization=agency, instrument=instrument.code, version=instrument.version,
                language=instrument.language, topics=topics, moment=begin.moment, started_by=actor.user,
                how=HowFilled.ALONE if is_self(actor, person) else HowFilled.TOGETHER,
            )  # fmt: skip
    except IntegrityError as error:  # somebody began one in this moment
        raise SupportError(
            _("Somebody has just begun one."), hint=_("Reload the page to go on with it.")
        ) from error


def _topics(agency: Organization, instrument: Instrument, begin: Begin) -> list[str]:
    wanted_topics: Iterable[str] = begin.topics
    if not begin.topics:
        preset = next((item for item in presets_of(agency) if item.code == begin.preset), None)
        if preset is None:
            raise SupportError(_("There is no such list of topics."), field="preset")
        wanted_topics = preset.topics
    if strange := set(begin.topics) - instrument.topic_ids:
        raise SupportError(_("“%s” is no topic.") % min(strange)[:40], field="topics")
    return [topic for topic in dict.fromkeys(wanted_topics) if topic in instrument.topic_ids]


@transaction.atomic
def save_answers(actor: Actor, assessment: Assessment, given: Mapping[str, Any]) -> dict[str, str]:
    """Store what can be stored of these answers and return what cannot, by question: nothing that is right is lost.

    An empty answer takes an earlier one away.
    """
    assessment = _locked(actor, assessment, "answer")
    instrument, wrong = instrument_of(assessment), {}
    may_sensitive = sees_sensitive(actor, assessment.participant, assessment.organization)
    held = {answer.question: answer for answer in assessment.answers.all()}
    for name, value in given.items():
        question = instrument.question(name)
        if question is None or question.topic not in assessment.topics:
            wrong[name] = _("This is not asked here.")
            continue
        if instrument.is_sensitive(name) and not may_sensitive:
            raise NotAllowedError(_("They have not agreed to share answers about this."))
        try:
            stored = clean(question, value)
        except AnswerError as error:
            wrong[name] = wrong_words(error)
            continue
        _store(assessment, held.get(name), name, stored, is_sensitive=instrument.is_sensitive(name))
    assessment.updated_at = timezone.now()
    assessment.save(update_fields=["updated_at"])
    return wrong


def _locked(actor: Actor, assessment: Assessment, verb: str) -> Assessment:
    """Return the row, held until the end of the transaction: two who answer at once come one after the other."""
    found = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organization", "participant")
        .filter(pk=assessment.pk)
        .first()
    )
    if found is None:
        raise SupportError(_("There is no such assessment."), hint=_("Reload the page."))
    require_rule(actor, ASSESSMENT_RULES[verb], found.state, found.get_state_display())
    return found


def _store(
    assessment: Assessment, row: NeedAnswer | None, name: str, value: Any, *, is_sensitive: bool
) -> None:
    if row is not None and value is None:
        row.delete()
    elif row is not None and row.value != value:
        row.value, row.answered_at = value, timezone.now()
        row.save(update_fields=["value", "answered_at"])
    elif row is None and value is not None:
        NeedAnswer.objects.create(
            assessment=assessment, participant_id=assessment.participant_id, question=name, value=value,
            is_sensitive=is_sensitive,
        )  # fmt: skip


@transaction.atomic
def add_topics(actor: Actor, assessment: Assessment, topics: Sequence[str]) -> Assessment:
    """Ask about more than the preset did."""
    assessment = _locked(actor, assessment, "answer")
    instrument = instrument_of(assessment)
    if not topics:
        raise SupportError(_("Choose at least one topic."), field="topics")
    if strange := set(topics) - instrument.topic_ids:
        raise SupportError(_("“%s” is no topic.") % min(strange)[:40], field="topics")
    if set(topics) & instrument.sensitive_topics and not sees_sensitive(
        actor, assessment.participant, assessment.organization
    ):
        raise NotAllowedError(_("They have not agreed to share answers about this."))
    both = {*assessment.topics, *topics}
    assessment.topics = [topic.id for topic in instrument.topics if topic.id in both]
    assessment.save(update_fields=["topics"])
    return assessment


@transaction.atomic
def finish_assessment(actor: Actor, assessment: Assessment) -> Assessment:
    """Finish: what the person wants help with now becomes support needs of their record; sensitive ones stay here."""
    assessment = _locked(actor, assessment, "finish")
    instrument = instrument_of(assessment)
    answers = {answer.question: answer.value for answer in assessment.answers.all()}
    if not live_answers(instrument, answers, assessment.topics):
        raise SupportError(
            _("Nothing is answered yet."), hint=_("Answer what you want; you need not answer all.")
        )
    assessment.state, assessment.finished_at = AssessmentState.FINISHED, timezone.now()
    with acting_in("finish_assessment"):
        assessment.save(update_fields=["state", "finished_at"])
    asked = [topic for topic in instrument.topics if topic.id in assessment.topics]
    found = set(wanted(instrument, answers, assessment.topics))
    person = assessment.participant
    held = set(person.barriers.filter(resolved_at=None).values_list("kind", flat=True))
    for topic in asked:
        said = f"want_{topic.id}" in answers
        if topic.sensitive or not topic.barrier or not said:
            continue
        held = held | {topic.barrier} if topic.id in found else held - {topic.barrier}
    set_barriers(actor, person, sorted(held))
    return assessment


@transaction.atomic
def load_instrument(actor: Actor, document: Mapping[str, Any]) -> AgencyInstrument:
    """Load a version of an instrument for the agency; SupportError names the entry that cannot be used."""
    organization = manager_organization(actor)
    try:
        made = instrument_from(document)
    except InstrumentError as error:
        raise SupportError(str(error), field="document") from error
    there = AgencyInstrument.objects.filter(
        organization=organization, code=made.code, version=made.version, language=made.language
    )
    if there.exists():
        raise SupportError(
            _("Version %(n)s of “%(code)s” is here already.") % {"n": made.version, "code": made.code},
            hint=_("A change is a new version: raise its number."),
        )
    return AgencyInstrument.objects.create(
        organization=organization, code=made.code, version=made.version, language=made.language,
        title=made.title[:200], document=dict(document), loaded_by=actor.user,
    )  # fmt: skip


@transaction.atomic
def retire_instrument(actor: Actor, code: str, version: int, language: str = "en") -> AgencyInstrument:
    """Let a version not be begun any more; those that were begun with it can be finished."""
    organization = manager_organization(actor)
    row = AgencyInstrument.objects.filter(
        organization=organization, code=code, version=version, language=language
    ).first()
    if row is None:
        raise SupportError(_("The agency has loaded no such version."), field="version")
    if row.retired_at is None:
        retire_now(row)
    return row


@transaction.atomic
def change_preset(actor: Actor, code: str, *, name: str, topics: Sequence[str]) -> NeedsPreset:
    """Say whom the agency asks what first, under the code of a preset or under one of its own."""
    organization = manager_organization(actor)
    instrument = current_instrument(organization, DEFAULT)
    chosen = [topic.id for topic in instrument.topics if topic.id in topics]
    if strange := set(topics) - instrument.topic_ids:
        raise SupportError(_("“%s” is no topic.") % min(strange)[:40], field="topics")
    if not chosen:
        raise SupportError(_("Choose at least one topic."), field="topics")
    if not name.strip() or not code.strip():
        raise SupportError(_("Give it a name."), field="name")
    row, _made = NeedsPreset.objects.update_or_create(
        organization=organization, code=code.strip()[:40],
        defaults={"name": name.strip()[:80], "topics": chosen, "changed_at": timezone.now()},
    )  # fmt: skip
    return row
