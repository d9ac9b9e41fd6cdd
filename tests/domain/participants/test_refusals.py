"""Every refusal about a person's record, by its words; row security would let whoever acts here through."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as
from gainful.domain.participants import actions
from gainful.domain.participants.models import Barrier, Consent, Document, Participant
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture(autouse=True)
def lets_through(system):
    """Row security refuses nothing in these tests."""


def coach(town):
    return Actor(town.coach.user, town.agency, "coach")


def herself(ana):
    return Actor(ana.user, None, "participant")


def later(days=30):
    return timezone.now() + timedelta(days=days)


def grant(actor, ana, organization, **given):
    usual = {"scopes": ["profile"], "expires_at": later(), "basis": "verbal"}
    return actions.grant_consent(actor, ana.person, organization, **{**usual, **given})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"scopes": []}, "Choose at least one part of the record"),
        ({"scopes": ["everything"]}, "Choose at least one part of the record"),
        ({"expires_at": timezone.now()}, "Choose a day in the future"),
        ({"expires_at": later(5 * 366 + 1)}, "Choose a day within the next five years"),
    ],
)
def test_a_consent_that_is_not_given(town, ana, given, words):
    with pytest.raises(ValidationError, match=words):
        grant(herself(ana), ana, town.agency, **given)
    assert Consent.objects.filter(revoked_at=None).get() == ana.consent


def test_nobody_moves_themself_up_the_list_or_waits_since_tomorrow(town, ana):
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="Your agency enters since when you wait"):
        actions.update_participant(herself(ana), ana.person, waits_since=today - timedelta(days=900))
    with pytest.raises(ValidationError, match="This day has not come yet"):
        actions.update_participant(coach(town), ana.person, waits_since=today + timedelta(days=1))
    assert actions.update_participant(coach(town), ana.person, waits_since=today).waits_since == today
    assert actions.update_participant(herself(ana), ana.person, waits_since=today, weekly_hours=9).pk


@pytest.mark.parametrize("days", [1, 5 * 366 - 1])
def test_a_consent_to_the_bounds_of_its_time_is_given(town, ana, days):
    assert (
        grant(herself(ana), ana, town.agency, expires_at=later(days), basis="own_account").attested_by is None
    )


def test_staff_attest_for_their_own_organization_and_never_as_the_person(town, ana):
    words = "Staff attest consents for their own organization only"
    with pytest.raises(PermissionDenied, match=words):
        grant(coach(town), ana, town.stranger.organization)
    with pytest.raises(PermissionDenied, match=words):
        grant(coach(town), ana, town.agency, basis="own_account")
    assert grant(coach(town), ana, town.agency).attested_by == town.coach.user


def test_only_the_person_or_the_organization_ends_a_consent(town, ana):
    stranger = Actor(town.stranger.user, town.stranger.organization, "program_manager")
    with pytest.raises(PermissionDenied, match="Only the person or the organization can end this consent"):
        actions.revoke_consent(stranger, ana.consent)
    ana.consent.refresh_from_db()
    assert ana.consent.revoked_at is None
    assert actions.revoke_consent(coach(town), ana.consent).revoked_at is not None


@pytest.mark.parametrize("who", ["coach", "operator", "manager"])
def test_only_the_person_downloads_everything(town, ana, who):
    """Staff who may open every part of the record may not take it away whole."""
    someone = getattr(town, who)
    with pytest.raises(PermissionDenied, match="Only the person can download everything"):
        actions.export_my_data(Actor(someone.user, town.agency, someone.role), ana.person)
    assert actions.export_my_data(herself(ana), ana.person)["person"]["name"] == "Ana Silva"


def test_support_needs_are_not_kept_without_consent_to_them(town, ana):
    Consent.objects.filter(pk=ana.consent.pk).update(scopes=["profile", "matching"])
    with acting_as(town.coach.user, town.agency, role="coach") as actor:
        with pytest.raises(ValidationError, match="The consent does not cover support needs"):
            actions.set_barriers(actor, ana.person, ["childcare"])
        actions.set_barriers(actor, ana.person, [])
    assert not Barrier.objects.exists()
    Consent.objects.filter(pk=ana.consent.pk).update(scopes=["profile", "support"])
    with acting_as(town.coach.user, town.agency, role="coach") as actor:
        actions.set_barriers(actor, ana.person, ["childcare"])
    assert Barrier.objects.get().kind == "childcare"


def register(town, **given):
    usual = {"code": "P-2", "consent_until": later(), "basis": "verbal", "name": "Bo"}
    with acting_as(town.coach.user, town.agency, role="coach") as actor:
        return actions.register_participant(actor, **{**usual, **given})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "P-1"}, "Your organization has used this person ID already"),
        ({"user_id": 1}, "These are not fields of a person: user_id"),
        ({"area_code": "Nowhere at all"}, "is not a wage area"),
    ],
)
def test_a_person_who_is_not_registered(town, ana, given, words):
    with pytest.raises(ValidationError, match=words):
        register(town, **given)
    assert Participant.objects.count() == 1


def test_what_is_no_field_is_not_changed(town, ana):
    with pytest.raises(ValidationError, match="“registered_by” cannot be changed here"):
        actions.update_participant(coach(town), ana.person, registered_by=town.stranger.organization)
    ana.person.refresh_from_db()
    assert ana.person.registered_by == town.agency


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Say what the job was"),
        (
            {"title": "Aide", "start": date(2020, 2, 1), "end": date(2020, 1, 31)},
            "The job ends before it starts",
        ),
        ({"occupation_code": "99-9999.99"}, "99-9999.99"),
    ],
)
def test_a_job_that_is_not_kept(town, ana, given, words):
    usual = {"title": "", "occupation_code": "", "employer": "", "start": None, "end": None}
    with pytest.raises(ValidationError, match=words):
        actions.add_work_history(herself(ana), ana.person, **{**usual, **given})
    assert not ana.person.jobs.exists()


def test_a_job_of_one_day_is_kept(town, ana):
    day = date(2020, 2, 1)
    actions.add_work_history(herself(ana), ana.person, title="Aide", start=day, end=day)
    assert ana.person.jobs.get().end == day


def resume(actor, ana, **given):
    return actions.add_document(actor, ana.person, filename="r.txt", text="Aide", findings={}, **given)


def test_a_resume_is_brought_in_as_the_person_agreed(town, ana):
    for agreement in ("", "no"):
        with pytest.raises(ValidationError, match="Say how the person agreed that you bring in their résumé"):
            resume(coach(town), ana, agreement=agreement)
    assert not Document.objects.exists()
    assert resume(herself(ana), ana).helper == ""


def test_who_has_an_account_says_alone_what_is_right(town, ana):
    document = resume(coach(town), ana, agreement="verbal")
    with pytest.raises(PermissionDenied, match="Only the person can say what is right in their résumé"):
        actions.confirm_resume_lines(coach(town), document, [], together=True)
    actions.confirm_resume_lines(herself(ana), document, [])
    with pytest.raises(ValidationError, match="This résumé was confirmed already"):
        actions.confirm_resume_lines(herself(ana), document, [])


def test_who_has_none_goes_through_it_together_with_the_coach(town, ana):
    Participant.objects.filter(pk=ana.person.pk).update(user=None)
    ana.person.refresh_from_db()
    document = resume(coach(town), ana, agreement="verbal")
    with pytest.raises(ValidationError, match="Go through the lines together with the person"):
        actions.confirm_resume_lines(coach(town), document, [])
    assert actions.confirm_resume_lines(coach(town), document, [], together=True) == 0
