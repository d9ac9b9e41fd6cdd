"""Applications: public, signed in and by staff; answers, proofs, doubles, reasons, clocks; nobody left in silence."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application, Cohort, Enrolment, ProofDocument
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.messages import clock as messages_clock
from gainful.domain.messages import duties
from gainful.domain.messages.links import acting_through
from gainful.domain.messages.models import Message, Request
from gainful.domain.participants.models import Consent, Participant
from tests.cohorts import DAYS, answers, coach, eligible, form, make_cohort, manager, opened

pytestmark = pytest.mark.django_db
PDF, PNG = b"%PDF-1.7 proof", b"\x89PNG\r\n\x1a\n proof"


def tell():
    """Let the clock tell what happened, and only that: no letter waits for its hour here."""
    while messages_clock.tell_next():
        pass


def texts(about) -> list[str]:
    with acting_as_system("test"):
        found = Message.objects.filter(about_id=str(about)).order_by("created_at", "id")
        return [row.text for row in found]


def again(application) -> Application:
    with acting_as_system("test"):
        return Application.objects.select_related("cohort", "participant").get(pk=application.pk)


@pytest.fixture
def cohort(town, made):
    """An open public cohort with a condition, a proof, a law that bars, and a priority."""
    draft = make_cohort(town, made)
    with manager(town) as actor:
        order = made.openings[0].job_order
        actions.add_rule(actor, draft, kind="must", question="Are you 18 or older?")
        actions.add_rule(
            actor, draft, kind="must", question="May you work in the US?", proof="I-9", proof_months=12
        )
        actions.add_rule(
            actor, draft, kind="bars", question="Are you on the registry of abuse?", law="Minn. Stat. 245C.15",
            job_order=order,
        )  # fmt: skip
        actions.add_rule(
            actor, draft, kind="priority", question="Did you serve?", rank=1, law="38 U.S.C. 4215"
        )
        actions.open_cohort(actor, draft)
    return draft


def said(cohort, *, must="yes", work="yes", barred="no", served="no"):
    rules = list(cohort.rules.order_by("number"))
    return dict(zip([rule.pk for rule in rules], (must, work, barred, served), strict=True))


def test_only_a_law_and_a_job_order_bar(town, made):
    draft = make_cohort(town, made)
    with manager(town) as actor:
        with pytest.raises(Refused, match="Cite the law or licence"):
            actions.add_rule(
                actor, draft, kind="bars", question="A record?", job_order=made.openings[0].job_order
            )
        with pytest.raises(Refused, match="job order that says which records exclude"):
            actions.add_rule(actor, draft, kind="bars", question="A record?", law="Minn. Stat. 245C.15")


def test_somebody_without_an_account_applies_and_hears_of_every_step(town, cohort, as_web_role):
    application, token = actions.apply_publicly(cohort.pk, form(answers=said(cohort)))
    tell()
    assert "We have your application for Spring" in texts(application.pk)[0]
    with acting_through(token) as (link, actor):
        assert link.about_id == str(application.pk)
        mine = Application.objects.get()
        assert (mine.name, mine.status, mine.organization_id) == ("Ana Silva", "received", town.agency.pk)
        with pytest.raises(Refused, match="Your role does not allow"):
            actions.find_eligible(actor, mine)
    with coach(town) as actor:
        with pytest.raises(Refused, match="we still need to see: I-9"):
            actions.find_eligible(actor, mine)
        actions.ask_for_more(actor, mine, "Please send your I-9.")
    tell()
    assert "Please send your I-9." in texts(_request(application))[0]
    with acting_through(token) as (_link, actor):
        actions.add_document(actor, again(application), PDF, "C:\\scans\\i9.pdf")
        actions.complete_application(actor, again(application))
    with coach(town) as actor:
        rule = cohort.rules.get(proof="I-9")
        row = actions.see_proof(actor, again(application), rule)
        assert row.proof_until == timezone.localdate() + timedelta(days=365)
        done = actions.find_eligible(actor, again(application))
        assert done.participant.code == done.code
        assert Consent.objects.get(participant=done.participant).basis == "application"
        assert ProofDocument.objects.get().filename == "i9.pdf"
    tell()
    assert "You meet the conditions" in texts(application.pk)[-1]


def _request(application):
    with acting_as_system("test"):
        return Request.objects.get(about_id=str(application.pk)).pk


def test_a_form_sent_twice_is_one_application_and_its_number_opens_nobody_elses(cohort):
    key = uuid4()
    first, _token = actions.apply_publicly(cohort.pk, form(key=key))
    second, _token = actions.apply_publicly(cohort.pk, form(key=key))
    assert first.pk == second.pk == key
    with pytest.raises(Refused, match="sent already"):
        actions.apply_publicly(cohort.pk, form("Mallory", key=key))
    with acting_as_system("test"):
        assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "  "}, "Type your name"),
        ({"email": "ana@"}, "is not an email address"),
        ({"email": "", "phone": ""}, "so that we can reach you"),
        ({"phone": "12"}, "too short"),
        ({"note": "x" * 2_001}, "too long"),
        ({"follow": "maybe"}, "yes or no"),
    ],
)
def test_a_public_form_that_cannot_be_used_says_why_and_stores_nothing(cohort, changed, words):
    with pytest.raises(Refused, match=words):
        actions.apply_publicly(cohort.pk, form(**changed))
    with acting_as_system("test"):
        assert Application.objects.count() == 0


def test_nobody_applies_to_what_is_closed_or_not_public(town, made, cohort):
    with manager(town) as actor:
        private = actions.create_cohort(actor, made.program, _draft("Private", is_public=False))
        with pytest.raises(Refused, match="no such cohort"):
            actions.apply_publicly(private.pk, form())
        actions.close_applications(actor, cohort)
    with pytest.raises(Refused, match="no applications any more"):
        actions.apply_publicly(cohort.pk, form())
    with coach(town) as actor:
        late = actions.apply_for(actor, cohort, form(answers=said(cohort)))
        assert late.source == "staff"
        assert late.follow_asked_at is not None


def _draft(name, **changed):
    from tests.cohorts import draft

    return draft(name=name, **changed)


def test_a_participant_applies_and_lets_the_agency_in_for_it(town, ana, cohort, as_web_role):
    with acting_as(ana.user, None, role="participant") as actor:
        application = actions.apply_signed_in(actor, cohort, ana.person, form(answers=said(cohort)))
        assert application.source == "account"
        held = Consent.objects.get(participant=ana.person, revoked_at=None)
        assert held.basis == "own_account"
        assert set(held.scopes) == {"profile", "matching", "support"}
        with pytest.raises(Refused, match="an application for this cohort already"):
            actions.apply_signed_in(actor, cohort, ana.person, form())
        actions.withdraw_application(actor, application)
        later = actions.apply_signed_in(actor, cohort, ana.person, form(answers=said(cohort)))
        assert later.previous_id == application.pk
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager"):
        assert Application.objects.count() == 0
    with manager(town):
        assert Application.objects.count() == 2
        Consent.objects.filter(pk=held.pk).update(revoked_at=timezone.now())
        assert Application.objects.count() == 0, "whoever takes the consent back is shown no more"


def test_a_barred_applicant_reads_the_law_and_other_reasons_have_to_fit(town, cohort):
    application, _token = actions.apply_publicly(cohort.pk, form(answers=said(cohort, barred="yes")))
    with coach(town) as actor, pytest.raises(Refused, match="Your role does not allow"):
        actions.refuse_application(actor, application, reason="barred")
    with manager(town) as actor:
        for reason, words in (
            ("no_proof", "No proof is missing"),
            ("other", "Say why in words"),
            ("x", "Choose"),
        ):
            with pytest.raises(Refused, match=words):
                actions.refuse_application(actor, application, reason=reason)
        actions.refuse_application(actor, application, reason="barred")
    tell()
    letter = texts(application.pk)[-1]
    assert "A law or licence bars this work for you." in letter
    assert "Minn. Stat. 245C.15" in letter
    assert "a person looks again" in letter
    other, _token = actions.apply_publicly(
        cohort.pk, form("Bo", email="bo@example.org", phone="", answers=said(cohort))
    )
    with manager(town) as actor:
        with pytest.raises(Refused, match="No law or licence"):
            actions.refuse_application(actor, other, reason="barred")
        with pytest.raises(Refused, match="No condition of this cohort is answered with no"):
            actions.refuse_application(actor, other, reason="not_eligible")
        assert actions.check_again(actor, application).status == "received"


def test_two_names_with_one_address_are_decided_before_either_is_eligible(town, cohort):
    rows = [
        actions.apply_publicly(cohort.pk, form(name, phone=phone, answers=said(cohort)))[0]
        for name, phone in (("Ana Silva", "612-555-0142"), ("Anna da Silva", "612-555-0199"))
    ]
    with coach(town) as actor:
        for row in rows:
            actions.see_proof(actor, row, cohort.rules.get(proof="I-9"))
        with pytest.raises(Refused, match="may have applied twice"):
            actions.find_eligible(actor, rows[0])
        actions.identify(actor, rows[1], is_new=True)
        assert actions.find_eligible(actor, rows[0]).status == "eligible"
    with manager(town) as actor:
        assert actions.refuse_application(actor, rows[1], reason="double").refusal == "double"


def test_an_applicant_whom_the_agency_knows_is_joined_and_not_registered_twice(town, ana, cohort):
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(email="ana@example.org")
    application, _token = actions.apply_publicly(cohort.pk, form(answers=said(cohort)))
    with coach(town) as actor:
        actions.see_proof(actor, application, cohort.rules.get(proof="I-9"))
        with pytest.raises(Refused, match=r"somebody you know: Ana Silva \(P-1\)"):
            actions.find_eligible(actor, application)
        actions.identify(actor, application, ana.person)
        assert actions.find_eligible(actor, again(application)).participant_id == ana.person.pk
        second = actions.apply_for(actor, cohort, form("Other", email="", phone="6125550000"))
        with pytest.raises(Refused, match="has applied for this cohort already"):
            actions.identify(actor, second, ana.person)


def test_a_late_agency_says_so_kindly_and_once(town, cohort):
    application, _token = actions.apply_publicly(cohort.pk, form())
    with acting_as_system("test"):
        Application.objects.update(decide_by=timezone.localdate() - DAYS)
    now = timezone.now()
    assert duties.do_all(now) == 1
    assert duties.do_all(now) == 0
    assert "We are late, and that is our fault" in texts(application.pk)[-1]
    assert "should have heard" in texts(cohort.pk)[-1]


def test_openings_withdrawn_under_a_cohort_are_told_to_its_managers_once(town, made, cohort):
    from gainful.domain.job_orders.actions import withdraw_opening

    row = made.openings[0]
    with manager(town) as actor:
        withdraw_opening(actor, row.job_order, row.pk, reason="Ward closed")
    assert duties.do_all(timezone.now()) == 1
    assert duties.do_all(timezone.now()) == 0
    assert (
        "19 committed openings stand behind Spring now: they allow 19 seats, and it has 20."
        in texts(cohort.pk)[-1]
    )


def test_files_are_told_by_their_first_bytes_and_size_and_stored_once(town, cohort, settings):
    application, token = actions.apply_publicly(cohort.pk, form())
    with acting_through(token) as (_link, actor):
        for content, words in (
            (b"", "empty"),
            (b"MZ program", "no PDF, JPEG or PNG"),
            (b"%PDF-" + b"0" * 2**23, "8 MB"),
        ):
            with pytest.raises(Refused, match=words):
                actions.add_document(actor, application, content, "i9.pdf")
        first = actions.add_document(actor, application, PNG, "a.png")
        assert actions.add_document(actor, application, PNG, "b.png").pk == first.pk
        assert (first.media_type, first.scan) == ("image/png", "none")


@pytest.mark.parametrize(
    ("command", "words"), [("false", "may carry a virus"), ("no-such-program", "not stored")]
)
def test_the_scanner_decides_before_a_file_is_stored(cohort, settings, command, words):
    settings.UPLOAD_SCANNER = command
    application, token = actions.apply_publicly(cohort.pk, form())
    with acting_through(token) as (_link, actor), pytest.raises(Refused, match=words):
        actions.add_document(actor, application, PDF, "i9.pdf")
    settings.UPLOAD_SCANNER = "true"
    with acting_through(token) as (_link, actor):
        assert actions.add_document(actor, application, PDF, "i9.pdf").scan == "clean"


def test_seats_are_offered_taken_declined_and_lapse_to_the_next(town, made, as_web_role):
    cohort = opened(town, made, seats=2, behind=2)
    rows = eligible(town, cohort, 3)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        with pytest.raises(Refused, match="3 people are eligible for 2 seats: chance decides"):
            actions.offer_seats(actor, cohort)
        actions.refuse_application(actor, rows[2], reason="other", words="Test")
        assert len(actions.offer_seats(actor, cohort)) == 2
        tell()
        seat = actions.accept_seat(actor, rows[0])
        assert (seat.cohort_id, seat.organization_id, seat.name) == (cohort.pk, town.agency.pk, rows[0].name)
        actions.check_again(actor, rows[2])
        actions.find_eligible(actor, again(rows[2]))
        with acting_as_system("test"):
            Application.objects.filter(pk=rows[2].pk).update(status="waiting", place=1)
        actions.decline_seat(actor, rows[1], reason="work")
    tell()
    assert [again(row).status for row in rows] == ["enrolled", "declined", "offered"]
    with acting_as_system("test"):
        Request.objects.filter(about_id=str(rows[2].pk)).update(
            expires_at=timezone.now(), next_at=timezone.now()
        )
    messages_clock.tick(timezone.now())
    tell()
    assert again(rows[2]).status == "lapsed"
    assert "no mark against" in texts(rows[2].pk)[-1]


def test_one_person_is_in_one_cohort_at_a_time_and_may_apply_again_after_leaving(town, made, ana):
    spring, summer = opened(town, made, behind=1, seats=1), None
    with manager(town) as actor:
        summer = actions.create_cohort(actor, made.program, _draft("Summer", seats=1))
        actions.add_openings(actor, summer, [made.openings[5].pk])
        actions.open_cohort(actor, summer)
        seats = []
        for cohort in (spring, summer):
            row = actions.apply_for(actor, cohort, form(), ana.person)
            actions.find_eligible(actor, row)
            actions.close_applications(actor, cohort)
            actions.offer_seats(actor, cohort)
            seats.append(row)
        seat = actions.accept_seat(actor, seats[0])
        with pytest.raises(Refused, match="in another cohort at that time"):
            actions.accept_seat(actor, seats[1])
        assert Enrolment.objects.count() == 1
        with pytest.raises(Refused, match="Say why"):
            actions.end_enrolment(actor, seat, reason="", did_start=False)
        actions.end_enrolment(actor, seat, reason="Moved away", did_start=False)
        assert actions.accept_seat(actor, again(seats[1])).status == "enrolled"
        later = actions.apply_for(actor, spring, form(), ana.person)
        assert later.previous_id == seats[0].pk


def test_whoever_completes_frees_the_openings_and_the_rest_is_told(town, made):
    cohort = opened(town, made, behind=2, seats=2)
    rows = eligible(town, cohort, 2)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        actions.offer_seats(actor, cohort)
        seats = [actions.accept_seat(actor, row) for row in rows]
        with pytest.raises(Refused, match="Training has not begun"):
            actions.complete_enrolment(actor, seats[0])
        actions.start_cohort(actor, cohort)
        with pytest.raises(Refused, match="2 people are still enrolled"):
            actions.complete_cohort(actor, cohort)
        actions.complete_enrolment(actor, seats[0])
        actions.end_enrolment(actor, seats[1], reason="Found a job")
        actions.take_back_end(actor, seats[1])
        actions.complete_enrolment(actor, again_seat(seats[1]))
        actions.complete_cohort(actor, cohort)
        assert Cohort.objects.get(pk=cohort.pk).opening_rows.filter(released_at=None).count() == 0


def again_seat(seat):
    return Enrolment.objects.select_related("cohort").get(pk=seat.pk)


def test_answers_map_to_rules_of_the_cohort_only(town, cohort):
    with pytest.raises(Refused, match="yes or no"):
        actions.apply_publicly(cohort.pk, form(answers={uuid4(): "yes"}))
    with pytest.raises(Refused, match="yes or no"):
        actions.apply_publicly(cohort.pk, form(answers=answers(cohort, "perhaps")))


def test_an_application_that_nobody_may_read_any_more_is_forgotten(cohort):
    actions.apply_publicly(cohort.pk, form())
    with acting_as_system("test"):
        Application.objects.update(shared_until=timezone.now() - DAYS)
    assert duties.do_all(timezone.now()) == 1
    with acting_as_system("test"):
        assert Application.objects.count() == 0
