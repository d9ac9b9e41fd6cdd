"""Certificates: issued to whoever completed, suspended, revoked and issued anew; their published status follows."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.commands import badge as badge_commands
from gainful.domain.accounts.actor import acting_as, acting_as_system, visiting
from gainful.domain.cohorts import certificate_queries as queries
from gainful.domain.cohorts.actions.certificates import (
    CertificateDraft,
    issue_all,
    issue_certificate,
    move_certificate,
    reissue_certificate,
    share_certificate,
    shared_address,
    stop_sharing,
)
from gainful.domain.cohorts.actions.held_badges import remove_badge
from gainful.domain.cohorts.actions.issuer_keys import replace_key, withdraw_key
from gainful.domain.cohorts.certificate_access import may_certificate, require_certificate
from gainful.domain.cohorts.certificate_clock import any_over, end_one
from gainful.domain.cohorts.certificate_states import CERTIFICATE_RULES, CertificateStatus
from gainful.domain.cohorts.certificates import list_addresses
from gainful.domain.cohorts.models import (
    Application,
    Certificate,
    Enrolment,
    HeldBadge,
    IssuerKey,
    StatusEntry,
    StatusList,
)
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.job_orders.errors import NotAllowedError
from gainful.domain.messages.links import LinkClosed, acting_through
from gainful.domain.participants.actions.erase_person import erase_person
from gainful.domain.participants.models import Participant
from gainful.exchange.badges.keys import SigningKey, did_document, did_key, did_web
from gainful.exchange.badges.proofs import sign
from gainful.exchange.badges.statuses import signed_list
from gainful.exchange.badges.writing import Badge, StatusPlace, signed_badge, text_of
from gainful.imports import badges
from gainful.imports.badges import SIGNER, bring_badge, check, look_again
from gainful.www.components.badge_words import held_words
from tests.cohorts import coach, consent, manager, opened

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def completed(town, cohort, *people):
    """Put people into a cohort, as rows, and say that they completed it."""
    with acting_as_system("test"):
        return [
            Enrolment.objects.create(
                cohort=cohort, organization=cohort.organization, participant=person, name=person.name,
                status="completed", starts_on=cohort.starts_on, ends_on=cohort.ends_on,
                application=Application.objects.create(
                    cohort=cohort, organization=cohort.organization, participant=person, name=person.name,
                    source="staff", status="enrolled", decide_by=cohort.starts_on,
                    shared_until=timezone.now() + 9 * DAYS,
                ),
            )
            for person in people
        ]  # fmt: skip


@pytest.fixture
def cohort(town, made):
    return opened(town, made)


@pytest.fixture
def seat(town, cohort, ana):
    return completed(town, cohort, ana.person)[0]


@pytest.fixture
def issued(town, seat):
    with manager(town) as actor:
        return issue_certificate(actor, seat, SIGNER)


def looked_at(certificate):
    """What anybody finds who checks the file, as a visitor without an account."""
    with visiting("test"):
        return check(text_of(certificate.document))


def test_whoever_completed_gets_a_certificate_that_anybody_can_check(town, seat, ana, as_web_role):
    with manager(town) as actor:
        made = issue_certificate(
            actor, seat, SIGNER, CertificateDraft(title="  Nursing   assistant ", ctid="ce-" + str(seat.pk))
        )
        assert (made.status, made.name, made.title) == ("issued", ana.person.name, "Nursing assistant")
    report = looked_at(made)
    assert report.is_held
    assert report.subject.number == f"urn:uuid:{made.pk}"
    assert report.subject.issuer_id == f"did:web:localhost%3A8000:guest:issuers:{town.agency.pk}"
    assert {(each.framework, each.code) for each in report.subject.places} >= {
        ("O*NET-SOC", "31-1131.00"), ("CTDL", f"ce-{seat.pk}"),
    }  # fmt: skip
    assert "Completed “Spring”" in report.subject.criteria


def test_revoked_suspended_and_counting_again_show_at_once_to_everybody(town, issued, as_web_role):
    for verb, status, counts in (
        ("suspend", "suspended", False),
        ("reinstate", "good", True),
        ("revoke", "revoked", False),
    ):
        with manager(town) as actor:
            moved = move_certificate(actor, issued, verb, reason="  The exam  was not hers ")
            assert moved.reason == "The exam was not hers"
        report = looked_at(issued)
        assert (report.proof.proof, report.status.status, report.is_held) == ("holds", status, counts)
    with manager(town) as actor, pytest.raises(NotAllowedError, match="in the state “Revoked”"):
        move_certificate(actor, issued, "reinstate", reason="x")


def test_another_library_finds_it_revoked_in_what_the_site_publishes(town, issued):
    from openvc.status import check_credential_status

    def asked():
        with visiting("test"):
            published = {
                address: json.loads(badges.published_list(town.agency.pk, 1, purpose, timezone.now()))
                for purpose, address in list_addresses(issued.entry)
            }
        found = check_credential_status(issued.document, resolve_status_list=published.__getitem__)
        return found.revoked, found.suspended

    assert asked() == (False, False)
    with manager(town) as actor:
        move_certificate(actor, issued, "revoke", reason="x")
    assert asked() == (True, False)


def test_a_revoked_one_is_issued_anew_and_the_new_one_counts(town, issued, as_web_role):
    with manager(town) as actor:
        move_certificate(actor, issued, "revoke", reason="The name was wrong")
        newer = reissue_certificate(
            actor, issued, SIGNER, CertificateDraft(name="Ana M. Silva"), reason="The name was wrong"
        )
        with pytest.raises(Refused, match="issued anew already"):
            reissue_certificate(actor, issued, SIGNER, CertificateDraft(), reason="x")
    assert (newer.replaces_id, newer.title) == (issued.pk, issued.title)
    assert looked_at(newer).is_held
    assert looked_at(newer).subject.recipient == "Ana M. Silva"
    assert looked_at(issued).status.status == "revoked"


def test_one_that_counts_is_revoked_when_it_is_issued_anew(town, issued):
    with manager(town) as actor:
        reissue_certificate(actor, issued, SIGNER, CertificateDraft(), reason="A better photo")
    issued.refresh_from_db()
    assert (issued.status, issued.reason) == ("revoked", "A better photo")


def test_refusals_say_what_is_missing(town, cohort, seat, ana, as_web_role):
    with manager(town) as actor:
        with pytest.raises(Refused, match="last day must lie ahead"):
            issue_certificate(actor, seat, SIGNER, CertificateDraft(valid_until=timezone.localdate()))
        with pytest.raises(Refused, match="CTID looks like"):
            issue_certificate(actor, seat, SIGNER, CertificateDraft(ctid="ce-1"))
        made = issue_certificate(
            actor, seat, SIGNER, CertificateDraft(valid_until=timezone.localdate() + DAYS)
        )
        with pytest.raises(Refused, match="has a certificate already"):
            issue_certificate(actor, seat, SIGNER)
        with pytest.raises(Refused, match="Say why"):
            move_certificate(actor, made, "revoke", reason=" ")
        assert issue_all(actor, cohort, SIGNER) == []
        with acting_as_system("test"):
            Enrolment.objects.filter(pk=seat.pk).update(status="left")
        with pytest.raises(Refused, match="has not completed the training"):
            issue_certificate(actor, seat, SIGNER)


def test_everybody_who_completed_is_served_at_once_or_nobody(town, cohort, seat):
    with acting_as_system("test"):
        others = [
            Participant.objects.create(registered_by=town.agency, code=f"C{n}", name=f"Person {n}")
            for n in range(3)
        ]
        for person in others:
            consent(person, town.agency)
    seats = completed(town, cohort, *others)
    with manager(town) as actor:
        assert len(issue_all(actor, cohort, SIGNER, only={str(row.pk) for row in seats[:2]})) == 2
        with pytest.raises(Refused, match="Nobody of those who are chosen"):
            issue_all(actor, cohort, SIGNER, only={str(seats[0].pk)})
        assert {row.name for row in issue_all(actor, cohort, SIGNER)} == {seat.participant.name, "Person 2"}
        assert queries.without_certificate(cohort).count() == 0
    with acting_as_system("test"):
        places = list(StatusEntry.objects.values_list("index", flat=True))
        assert len(set(places)) == 4
        assert places != sorted(places) or max(places) > 1_000, "places are taken by chance"


@pytest.mark.parametrize(("verb", "status"), product(CERTIFICATE_RULES, CertificateStatus.values))
def test_each_step_is_open_to_the_roles_and_states_of_the_table(town, issued, ana, verb, status):
    rule = CERTIFICATE_RULES[verb]
    issued.status = status
    for role, user, organization in (
        ("program_manager", town.manager.user, town.agency),
        ("coach", town.coach.user, town.agency),
        ("employer", town.employer.user, town.employer_org),
        ("participant", ana.user, None),
    ):
        with acting_as(user, organization, role=role) as actor:
            allowed = role in rule.roles and status in rule.states
            assert may_certificate(actor, verb, issued) is allowed
            if not allowed:
                with pytest.raises(NotAllowedError):
                    require_certificate(actor, verb, issued)


def test_coaches_and_other_agencies_issue_nothing(town, seat, as_web_role):
    with coach(town) as actor, pytest.raises(NotAllowedError, match="Only a program manager"):
        issue_certificate(actor, seat, SIGNER)
    with coach(town) as actor, pytest.raises(NotAllowedError, match="Only a program manager"):
        replace_key(actor, SIGNER)


def test_the_private_half_of_a_key_stands_nowhere(town, issued):
    from gainful.domain.cohorts.certificates import seed_of

    with acting_as_system("test"):
        key = IssuerKey.objects.get()
        seed = seed_of(key.pk)
        stored = repr(list(IssuerKey.objects.values())) + repr(
            list(IssuerKey.pgh_event_model.objects.values())
        )
    assert seed.hex() not in stored
    assert len(seed) == 32
    assert SIGNER.public_key(seed) == key.public


def test_a_new_key_signs_and_the_old_one_still_counts(town, issued, cohort, ana, as_web_role):
    with manager(town) as actor:
        newer = replace_key(actor, SIGNER)
        assert newer.number == 2
        again = reissue_certificate(actor, issued, SIGNER, CertificateDraft(), reason="x")
    assert again.document["proof"]["verificationMethod"].endswith("#key-2")
    assert looked_at(issued).proof.proof == "holds"
    with visiting("test"):
        document = badges.keys_document(town.agency.pk)
    assert [each["id"].split("#")[1] for each in document["verificationMethod"]] == ["key-2", "key-1"]


def test_what_a_key_signed_that_was_taken_back_no_longer_counts(town, issued, as_web_role):
    with manager(town) as actor:
        with pytest.raises(Refused, match="Say why"):
            withdraw_key(actor, issued.key, SIGNER, reason="")
        withdraw_key(actor, issued.key, SIGNER, reason="A copy was stolen")
        with pytest.raises(Refused, match="no such key"):
            withdraw_key(actor, issued.key, SIGNER, reason="x")
    assert looked_at(issued).proof.proof == "no_key"
    with manager(town) as actor:
        again = reissue_certificate(actor, issued, SIGNER, CertificateDraft(), reason="The key was stolen")
    assert looked_at(again).is_held


def test_another_secret_of_the_site_is_told_and_mended_with_a_new_key(town, issued):
    with acting_as_system("test"):
        IssuerKey.objects.update(public="z6MkOfAnotherSecret")
    with manager(town) as actor:
        with pytest.raises(Refused, match="secret key was changed"):
            reissue_certificate(actor, issued, SIGNER, CertificateDraft(), reason="x")
        replace_key(actor, SIGNER)
        again = reissue_certificate(actor, issued, SIGNER, CertificateDraft(), reason="x")
    assert again.key.number == 2


def test_its_holder_shows_it_by_a_link_and_ends_that(town, issued, ana, as_web_role):
    with acting_as(ana.user, None, role="participant") as actor:
        address = share_certificate(actor, issued)
        assert share_certificate(actor, issued) == address
        issued.refresh_from_db()
        assert shared_address(issued) == address
    token = address.rstrip("/").rsplit("/", 1)[1]
    with acting_through(token) as (link, _actor):
        assert queries.shared_certificate(link.about_id).name == ana.person.name
        assert Certificate.objects.count() == 1
    with acting_as(ana.user, None, role="participant") as actor:
        stop_sharing(actor, issued)
        stop_sharing(actor, issued)
    with pytest.raises(LinkClosed), acting_through(token):
        pass
    with manager(town) as actor, pytest.raises(NotAllowedError, match="role does not allow"):
        share_certificate(actor, issued)


def test_who_is_erased_leaves_a_place_that_stays_revoked_and_nothing_else(town, issued, ana):
    with acting_as(ana.user, None, role="participant") as actor:
        share_certificate(actor, issued)
    with manager(town) as actor:
        move_certificate(actor, issued, "revoke", reason="x")
    with acting_as_system("test") as actor:
        erase_person(actor, ana.person, reason="asked")
        assert Certificate.objects.count() == 0
        assert [row.is_revoked for row in StatusEntry.objects.all()] == [True]
        assert StatusList.objects.get().version == 1
    assert looked_at(issued).status.status == "revoked"


def test_its_holder_is_told(town, issued, ana):
    from gainful.domain.messages import clock
    from gainful.domain.messages.models import Message

    with manager(town) as actor:
        move_certificate(actor, issued, "revoke", reason="The exam was not hers")
    with acting_as_system("test"):
        while clock.tell_next():
            pass
        texts = list(
            Message.objects.filter(kind="certificate").order_by("created_at").values_list("text", flat=True)
        )
    assert any("has revoked your certificate" in text and "The exam was not hers" in text for text in texts)


def other_badge(name, *, title="CPR and AED certification", until=None):
    """A badge of somebody else's, with a key of its own."""
    made = Badge(
        number="urn:uuid:0b7d6a1c-9c0a-4d5b-8f5e-0b7d6a1c2e3f", issuer_name="Red Cross", issuer_url="", recipient=name,
        achievement="urn:uuid:1b7d6a1c-9c0a-4d5b-8f5e-0b7d6a1c2e3f", name=title, description="x", criteria="x",
        valid_from=timezone.now() - DAYS, valid_until=until,
    )  # fmt: skip
    return signed_badge(made, did_key(b"\5" * 32))


def lines(person):
    with acting_as_system("test"):
        return list(
            person.credentials.filter(source__in=["badge", "certificate"]).values_list(
                "competency_id", "issuer"
            )
        )


def test_a_badge_of_somebody_else_enters_the_profile_where_it_counts_and_names_the_person(
    town, ana, as_web_role
):
    file = text_of(other_badge(ana.person.name, title="Forklift operator"))
    with acting_as(ana.user, None, role="participant") as actor:
        row, _report = bring_badge(actor, ana.person, file)
        assert row.is_held
    assert [issuer for _competency, issuer in lines(ana.person)] == ["Red Cross, by its own word"]
    with acting_as(ana.user, None, role="participant") as actor:
        again, _report = bring_badge(actor, ana.person, file)
        remove_badge(actor, HeldBadge.objects.get(pk=again.pk))
    assert lines(ana.person) == []


def college_badge(person):
    """A badge of a college with a web address, its keys and its list, and who reads its address."""
    key = SigningKey(b"\6" * 32, f"{did_web('https://college.example/')}#key-1")
    address = "https://college.example/status/1/revocation.json"
    made = Badge(
        number="urn:uuid:4b7d6a1c-9c0a-4d5b-8f5e-0b7d6a1c2e3f", issuer_name="Lakes College", issuer_url="",
        recipient=person.name, achievement="urn:uuid:5b7d6a1c-9c0a-4d5b-8f5e-0b7d6a1c2e3f", name="Welding, level 2",
        description="x", criteria="x", valid_from=timezone.now() - DAYS,
        status=StatusPlace((("revocation", address),), 7),
    )  # fmt: skip

    def published(marked=(), by=key):
        documents = (did_document(key.did, [("key-1", by.public)]),
                     signed_list(address, "revocation", marked, by, timezone.now()))  # fmt: skip
        places = ("https://college.example/.well-known/did.json", address)
        return dict(zip(places, (json.dumps(each).encode() for each in documents), strict=True))

    return text_of(signed_badge(made, key)), published


def test_keys_that_came_with_a_badge_make_nothing_count_until_they_are_looked_up(town, ana, as_web_role):
    """Whoever writes a badge can write its issuer's keys, and a list in which nothing was taken back."""
    file, published = college_badge(ana.person)
    with acting_as(ana.user, None, role="participant") as actor:
        row, report = bring_badge(actor, ana.person, file, published().values())
    assert (report.is_held, row.is_held, row.answers["keys"]) == (True, False, "given")
    assert "Nobody has looked it up" in held_words(row)
    assert lines(ana.person) == []


def test_a_badge_that_is_looked_up_enters_the_profile_and_leaves_it_when_it_was_taken_back(town, ana):
    file, published = college_badge(ana.person)
    with acting_as(ana.user, None, role="participant") as actor:
        row = bring_badge(actor, ana.person, file)[0]
    for there, held in (({}, False), (published(), True), ({}, True), (published([7]), False)):
        with acting_as_system("test") as actor:
            (number,) = queries.badges_to_recheck()
            found = look_again(actor, queries.held_badge(number), there.get)
            row.refresh_from_db()
        assert (found is None) is (there == {})
        assert row.is_held is held
        assert len(lines(ana.person)) == int(held)


def test_nobody_else_speaks_for_our_own_address(town, cohort, issued, ana, settings):
    """A forged certificate of an agency here, with forged keys given beside it, by its own address or a like one."""
    did = issued.document["issuer"]["id"]
    forger = SigningKey(b"\7" * 32, issued.document["proof"]["verificationMethod"])
    forged = sign({key: part for key, part in issued.document.items() if key != "proof"}, forger)
    made_up = json.dumps(did_document(did, [(forger.name.split("#")[1], forger.public)])).encode()
    with visiting("test"):
        report = check(text_of(forged), [made_up])
    assert (report.proof.proof, report.is_held) == ("broken", False)
    for other in (did.rsplit(":", 1)[0] + ":" + "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
                  did.rsplit(":", 1)[0] + ":" + "-" * 36):  # fmt: skip
        unissued = SigningKey(b"\7" * 32, f"{other}#1")
        made = signed_badge(
            Badge("urn:uuid:1", "Us", "", "Ana", "urn:uuid:2", "x", "x", "x", timezone.now() - DAYS), unissued
        )
        with visiting("test"):
            given = json.dumps(did_document(other, [("1", unissued.public)])).encode()
            assert check(text_of(made), [given]).proof.proof == "no_key"


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"name": "Somebody Else"}, ("named", "no")),
        ({"until": timezone.now() - timedelta(hours=1)}, ("dates", "expired")),
        ({"nickname": "Annie"}, ("proof", "uncovered")),
        ({"title": "Surgeon"}, ("proof", "broken")),
    ],
)
def test_a_badge_that_does_not_count_is_kept_with_why_and_enters_nothing(town, ana, change, answer):
    document = other_badge(change.get("name", ana.person.name), until=change.get("until"))
    if "nickname" in change:
        document["nickname"] = change["nickname"]
    if "title" in change:
        document["name"] = change["title"]
    with acting_as(ana.user, None, role="participant") as actor:
        row, _report = bring_badge(actor, ana.person, text_of(document))
    assert not row.is_held
    assert row.answers[answer[0]] == answer[1]
    assert lines(ana.person) == []


def test_a_certificate_of_ours_that_was_revoked_leaves_the_profile_when_it_is_checked_again(
    town, issued, ana
):
    text = text_of(issued.document)
    with acting_as(ana.user, None, role="participant") as actor:
        assert bring_badge(actor, ana.person, text)[0].is_held
    assert len(lines(ana.person)) == 1
    with manager(town) as actor:
        move_certificate(actor, issued, "revoke", reason="x")
    with acting_as(ana.user, None, role="participant") as actor:
        row = bring_badge(actor, ana.person, text)[0]
    assert (row.is_held, row.answers["status"]) == (False, "revoked")
    assert lines(ana.person) == []


def test_a_certificate_of_ours_is_evidence_in_the_profile_while_it_counts(town, seat, ana, as_web_role):
    with manager(town) as actor:
        first = issue_certificate(actor, seat, SIGNER)
    (line,) = lines(ana.person)
    assert line[1] == town.agency.name
    with acting_as(ana.user, None, role="participant") as actor:
        bring_badge(actor, ana.person, text_of(first.document))
    assert lines(ana.person) == [line], "the same one, brought as a badge, is the same line"
    with manager(town) as actor:
        move_certificate(actor, first, "suspend", reason="x")
    assert lines(ana.person) == []
    with acting_as(ana.user, None, role="participant"):
        badge = HeldBadge.objects.get()
        assert (badge.is_held, badge.answers["status"]) == (False, "suspended")
    with manager(town) as actor:
        move_certificate(actor, Certificate.objects.get(pk=first.pk), "reinstate", reason="x")
    assert lines(ana.person) == [line]
    with manager(town) as actor:
        again = reissue_certificate(
            actor,
            Certificate.objects.get(pk=first.pk),
            SIGNER,
            CertificateDraft(name="Ana S."),
            reason="Name",
        )
    assert lines(ana.person) == [line], "the new one in the place of the old one"
    with manager(town) as actor:
        move_certificate(actor, again, "revoke", reason="x")
    assert lines(ana.person) == []


def test_a_badge_signed_anew_takes_the_place_of_the_one_with_its_number(town, ana, as_web_role):
    first = other_badge(ana.person.name, title="Forklift operator")
    anew = other_badge(ana.person.name, title="Forklift operator", until=timezone.now() + 9 * DAYS)
    gone = other_badge(ana.person.name, title="Forklift operator", until=timezone.now() - timedelta(hours=1))
    assert first["id"] == anew["id"] == gone["id"]
    with acting_as(ana.user, None, role="participant") as actor:
        bring_badge(actor, ana.person, text_of(first))
        kept = bring_badge(actor, ana.person, text_of(anew))[0]
        assert list(HeldBadge.objects.values_list("pk", flat=True)) == [kept.pk]
        bring_badge(actor, ana.person, text_of(gone))
        assert HeldBadge.objects.filter(is_held=True).get().pk == kept.pk, "one that is over displaces none"
    assert len(lines(ana.person)) == 1


def test_what_the_person_said_themselves_stays_when_a_badge_goes(town, ana):
    with acting_as_system("test"):
        ana.person.credentials.create(competency_id="credential:cpr-first-aid", name="CPR", source="stated")
    with acting_as(ana.user, None, role="participant") as actor:
        row = bring_badge(actor, ana.person, text_of(other_badge(ana.person.name)))[0]
        assert row.credential.competency_id == "credential:cpr-first-aid"
        remove_badge(actor, row)
    with acting_as_system("test"):
        assert ana.person.credentials.filter(competency_id="credential:cpr-first-aid").exists()


def test_a_badge_leaves_the_profile_on_the_day_after_its_last(town, ana):
    with acting_as(ana.user, None, role="participant") as actor:
        row = bring_badge(
            actor,
            ana.person,
            text_of(other_badge(ana.person.name, title="Forklift", until=timezone.now() + DAYS)),
        )[0]
    later = timezone.now() + 3 * DAYS
    with acting_as_system("test"):
        assert not any_over(timezone.now())
        assert any_over(later)
        assert end_one(later)
        assert not end_one(later)
        row.refresh_from_db()
    assert (row.is_held, row.answers["dates"]) == (False, "expired")
    assert lines(ana.person) == []


def test_nobody_brings_a_badge_for_somebody_else(town, ana):
    with (
        acting_as(town.employer.user, town.employer_org, role="employer") as actor,
        pytest.raises(PermissionDenied),
    ):
        bring_badge(actor, ana.person, text_of(other_badge(ana.person.name)))


def test_the_terminal_looks_up_what_people_brought(town, ana, monkeypatch, capsys):
    file, published = college_badge(ana.person)
    with acting_as(ana.user, None, role="participant") as actor:
        row = bring_badge(actor, ana.person, file)[0]
    monkeypatch.setattr(badge_commands, "_fetched", published().get)
    parser = argparse.ArgumentParser()
    badge_commands.register(parser.add_subparsers())
    for words, out in (
        (["badge", "recheck"], "1 badges can be looked up"),
        (["badge", "recheck", "--fetch"], "1 count, 0 do not count"),
    ):
        assert badge_commands.recheck(parser.parse_args(words)) == 0
        assert out in capsys.readouterr().out
    with acting_as_system("test"):
        row.refresh_from_db()
    assert row.is_held
