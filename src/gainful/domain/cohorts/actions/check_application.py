"""Check an application: answers, proofs, who it is, eligible or refused with a reason that the applicant reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.cohorts.access import advance_application, require_application
from gainful.domain.cohorts.actions.apply import write_answers
from gainful.domain.cohorts.asking import MISSING
from gainful.domain.cohorts.doubles import doubles, known_people
from gainful.domain.cohorts.eligibility import Assessment, Verdict, assess
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, EligibilityRule, RuleAnswer, Says
from gainful.domain.cohorts.release import is_internal
from gainful.domain.cohorts.seats import is_over
from gainful.domain.cohorts.states import OPEN_APPLICATIONS, ApplicationStatus, RefusalReason
from gainful.domain.cohorts.telling import MOVED
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice
from gainful.domain.participants.actions import register_participant
from gainful.domain.participants.models import ConsentBasis, Participant, Scenario, Scope

LONGEST_PROOF = timedelta(days=366 * 20)


def held(application: Application) -> Application:
    """Return the application as it stands, locked until the transaction ends; CohortError where it is gone."""
    found = (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("cohort__organization", "organization", "participant", "track")
        .filter(pk=application.pk).first()
    )  # fmt: skip
    if found is None:
        raise CohortError(_("There is no such application."), hint=_("Reload the page."))
    return found


def assessment_of(application: Application) -> Assessment:
    """Return what the answers of an application amount to on the cohort's first day."""
    answers = {row.rule_id: row for row in application.answers.all()}
    return assess(application.cohort.rules.all(), answers, application.cohort.starts_on)


@transaction.atomic
def answer_rules(actor: Actor, application: Application, answers: Mapping[UUID, str]) -> Application:
    """Change answers to the cohort's questions; a proof seen for another answer counts no more."""
    application = held(application)
    require_application(actor, "answer", application)
    before = {row.rule_id: row.says for row in application.answers.all()}
    write_answers(application, answers)
    changed = [pk for pk, says in answers.items() if before.get(pk, "") != says]
    with acting_in("see_proof"):
        application.answers.filter(rule__in=changed).update(
            proof_seen_on=None, proof_until=None, seen_by=None
        )
    return application


@transaction.atomic
def see_proof(
    actor: Actor, application: Application, rule: EligibilityRule, *, until: date | None = None
) -> RuleAnswer:
    """Say that the proof of an answer was seen; it holds until a day, by the rule's months where none is given."""
    application = held(application)
    require_application(actor, "see_proof", application)
    row = application.answers.filter(rule=rule).first()
    if row is None or row.says != Says.YES:
        raise CohortError(_("There is no yes to prove."), hint=_("Ask for the answer first."))
    today = timezone.localdate()
    if until is not None and not today <= until <= today + LONGEST_PROOF:
        raise CohortError(_("The proof has to hold today, and for 20 years at most."), field="until")
    if until is None and rule.proof_months:
        until = today + timedelta(days=round(rule.proof_months * 30.44))
    row.proof_seen_on, row.proof_until, row.seen_by = today, until, actor.user
    with acting_in("see_proof"):
        row.save(update_fields=["proof_seen_on", "proof_until", "seen_by"])
    return row


@transaction.atomic
def ask_for_more(actor: Actor, application: Application, words: str) -> Application:
    """Ask the applicant for what is missing; the letter, its reminders and its end follow by the clock."""
    application = held(application)
    require_application(actor, "ask_for_more", application)
    words = " ".join(words.split())
    if not words:
        raise CohortError(_("Say what is missing: the applicant reads it."), field="words")
    advance_application(application, "ask_for_more", words=words[:600])
    notice(actor, MOVED, application.pk)
    return application


@transaction.atomic
def complete_application(actor: Actor, application: Application) -> Application:
    """Say that what was missing is there: the agency's days begin anew."""
    application = held(application)
    require_application(actor, "complete", application)
    advance_application(application, "complete", words="")
    settle_requests(MISSING, "application", application.pk)
    return application


@transaction.atomic
def identify(
    actor: Actor, application: Application, participant: Participant | None = None, *, is_new: bool = False
) -> Application:
    """Say who an applicant is: somebody whom the agency knows, or (`is_new`) a person of their own.

    A person of their own is registered when they are found eligible.
    """
    application = held(application)
    require_application(actor, "identify", application)
    if is_new:
        application.distinct_at = timezone.now()
        application.save(update_fields=["distinct_at"])
    if participant is not None and application.participant_id is None:
        _join(application, participant)
    return application


def _join(application: Application, person: Participant) -> None:
    others = application.cohort.applications.filter(participant=person).exclude(pk=application.pk)
    if others.filter(status__in=[*OPEN_APPLICATIONS, ApplicationStatus.ENROLLED]).exists():
        raise CohortError(
            _("%s has applied for this cohort already.") % person,
            hint=_("Refuse one of the two applications as a double."),
        )
    application.participant = person
    with acting_in("identify_applicant"):
        application.save(update_fields=["participant"])


def _require_new(application: Application) -> None:
    if known := list(known_people(application)):
        names = ", ".join(f"{person.name} ({person.code})" for person in known[:3])
        raise CohortError(
            _("This may be somebody you know: %s.") % names,
            hint=_("Say first who it is, or that it is a new person."),
        )


def _register(actor: Actor, application: Application) -> Participant:
    """Register the applicant with the consent that they gave by applying, for as long as the application says.

    Whoever is found eligible for a cohort of internal jobs works there: they are registered as employed.
    """
    known = {"scenario": Scenario.INCUMBENT} if is_internal(application.cohort) else {}
    return register_participant(
        actor, code=application.code, consent_until=application.shared_until, basis=ConsentBasis.APPLICATION,
        scopes=[Scope.PROFILE, Scope.MATCHING], name=application.name, email=application.email,
        phone=application.phone, **known,
    )  # fmt: skip


@transaction.atomic
def find_eligible(actor: Actor, application: Application) -> Application:
    """Say that an applicant meets every condition; a new person is registered, a possible double is decided first."""
    application = held(application)
    require_application(actor, "find_eligible", application)
    found = assessment_of(application)
    if found.verdict is not Verdict.MET:
        raise CohortError(
            _("Not every condition is met: %s") % " ".join(found.reasons),
            hint=_("Complete it, or refuse it."),
        )
    if application.pk in doubles(application.cohort):
        raise CohortError(
            _("The same person may have applied twice."),
            hint=_("Say that it is a person of their own, or refuse one of the two as a double."),
        )
    if application.participant_id is None:
        if application.distinct_at is None:
            _require_new(application)
        _join(application, _register(actor, application))
    advance_application(application, "find_eligible", words="", refusal="")
    notice(actor, MOVED, application.pk)
    return application


@transaction.atomic
def refuse_application(
    actor: Actor, application: Application, *, reason: str, words: str = ""
) -> Application:
    """Refuse an application; the reason fits what was found, and the applicant reads it."""
    application = held(application)
    require_application(actor, "refuse", application)
    _require_not_announced(application)
    words = " ".join(words.split())
    found = assessment_of(application)
    if reason not in RefusalReason.values:
        raise CohortError(_("Choose a reason."), field="reason")
    if reason == RefusalReason.BARRED and not found.is_barred:
        raise CohortError(_("No law or licence of this cohort bars this applicant."), field="reason")
    if reason == RefusalReason.NOT_ELIGIBLE and found.verdict is not Verdict.NOT_MET:
        raise CohortError(_("No condition of this cohort is answered with no."), field="reason")
    if reason == RefusalReason.NO_PROOF and found.verdict is not Verdict.UNKNOWN:
        raise CohortError(_("No proof is missing."), field="reason")
    if reason == RefusalReason.OTHER and not words:
        raise CohortError(_("Say why in words: the applicant reads it."), field="words")
    if reason in {RefusalReason.NOT_ELIGIBLE, RefusalReason.BARRED, RefusalReason.NO_PROOF} and not words:
        words = " ".join(found.reasons)
    advance_application(application, "refuse", refusal=reason, words=words[:600])
    settle_requests(MISSING, "application", application.pk)
    notice(actor, MOVED, application.pk)
    return application


def _require_not_announced(application: Application) -> None:
    """Refuse what would take somebody out of a draw whose entries are published and that is not opened yet."""
    if application.draw_entries.filter(draw__status="announced").exists():
        raise CohortError(
            _("The draw is announced with this person in it."),
            hint=_("Void the draw first, with the reason."),
        )


@transaction.atomic
def check_again(actor: Actor, application: Application) -> Application:
    """Look again at an application that was refused or found eligible: the applicant asked, or something was wrong."""
    application = held(application)
    require_application(actor, "check_again", application)
    if is_over(application.cohort):
        raise CohortError(
            _("%s is over: nobody gets a seat in it any more.") % application.cohort.name,
            hint=_("Look with them for another cohort."),
        )
    _require_not_announced(application)
    advance_application(application, "check_again", refusal="", words="")
    notice(actor, MOVED, application.pk)
    return application
