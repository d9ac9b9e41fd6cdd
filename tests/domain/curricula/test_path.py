"""A version's way: drafted, sent, signed by each employer, put to use, replaced; every refusal in its words."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.curricula.actions import (
    comment_on,
    move_module,
    open_change,
    remove_module,
    rest_on_newest,
    revise,
    save_module,
    send_version,
    settle_comment,
    sign_version,
    start_curriculum,
    take_back,
    use_version,
)
from gainful.domain.curricula.coverage import coverage_of
from gainful.domain.curricula.errors import ChangedMeanwhileError, CurriculumError, NotAllowedError
from gainful.domain.curricula.models import Curriculum, CurriculumVersion, Module, ServedRequirement
from gainful.domain.curricula.queries import compare, curricula_for, curricula_of_decision, versions_of
from gainful.domain.curricula.versions import content_hash, modules_of
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import Notice, Request
from gainful.domain.organizations.models import CouncilDecision, CouncilMeeting
from tests.curricula import (
    LIFTING,
    LISTENING,
    acting,
    confirm,
    content,
    drafted,
    in_review,
    mill,
    sign,
    signed,
)

__all__ = ["mill"]


def refused(step, words, kind=CurriculumError):
    with pytest.raises(kind, match=words), transaction.atomic():
        step()


def state(version):
    with acting_as_system("test"):
        return CurriculumVersion.objects.get(pk=version.pk).status


def test_two_employers_sign_and_the_last_signature_makes_it_signed(mill):
    version = in_review(mill)
    with acting_as_system("test"):
        assert Request.objects.filter(kind="curriculum", state="open").count() == 2
    assert len(sign(mill.employer, version)) == 1
    assert state(version) == "in_review"
    sign(mill.second, version)
    assert state(version) == "signed"
    with acting_as_system("test"):
        found = CurriculumVersion.objects.get(pk=version.pk)
        assert {row.on_behalf_of for row in found.signatures.all()} == {"Lakeside Care", "Riverside Homes"}
        assert {row.content_hash for row in found.signatures.all()} == {content_hash(found)}
        assert not Request.objects.filter(kind="curriculum", state="open").exists()
        assert Notice.objects.filter(kind="curriculum_signed").count() == 2
    with acting(mill.manager) as actor:
        assert use_version(actor, found).status == "in_use"
        assert use_version(actor, found).status == "in_use"  # pressed twice


def test_a_second_signature_for_the_same_employer_is_told_of_the_first(mill):
    version = in_review(mill)
    sign(mill.employer, version)
    refused(
        lambda: sign(mill.employer, version), "Employer has signed this version for Lakeside Care already"
    )


def test_who_signs_what_changed_meanwhile_is_refused(mill):
    version = in_review(mill)
    with acting(mill.employer) as actor:
        seen = content_hash(version)
    with acting(mill.manager) as actor:
        take_back(actor, version)
        save_module(actor, version, content(version, LISTENING, title="Another"))
        send_version(actor, version)
    with acting(mill.employer) as actor:
        refused(
            lambda: sign_version(actor, version, name="Pat", title="Boss", seen_hash=seen),
            "changed while you were reading it",
        )
        refused(
            lambda: sign_version(actor, version, name=" ", title="Boss", seen_hash=content_hash(version)),
            "Type your full name",
        )


@pytest.mark.parametrize("who", ["manager", "coach", "stranger", "operator"])
def test_nobody_but_an_employer_signs(mill, who):
    version = in_review(mill)
    with acting(getattr(mill, who)) as actor:
        refused(
            lambda: sign_version(actor, version, name="A", title="B", seen_hash=content_hash(version)),
            "Only the employers whose jobs it is for sign",
            NotAllowedError,
        )


def test_a_module_that_serves_nothing_or_an_open_requirement_stops_the_sending(mill):
    with acting(mill.manager) as actor:
        version = start_curriculum(actor, partnership=mill.partnership, orders=mill.orders)
        refused(lambda: send_version(actor, version), "has no module yet")
        save_module(actor, version, content(version, LISTENING))
        found = coverage_of(version)
        assert [(line.employer, line.name, str(line.state)) for line in found.lines] == [
            ("Lakeside Care", "Active Listening", "taught"),
            ("Lakeside Care", "Static Strength", "open"),
            ("Lakeside Care", "CPR", "brought"),
            ("Riverside Homes", "Active Listening", "taught"),
            ("Riverside Homes", "Static Strength", "open"),
            ("Riverside Homes", "CPR", "brought"),
        ]
        refused(
            lambda: send_version(actor, version), "2 requirements that you train for are taught by no module"
        )
        for each in ServedRequirement.objects.order_by("id"):
            each.delete()
        refused(lambda: send_version(actor, version), "serve no requirement: Active Listening at work")
    with acting(mill.manager) as actor:
        save_module(actor, version, content(version, LIFTING))
        (module,) = Module.objects.filter(version=version, title="Active Listening at work").order_by("id")
        remove_module(actor, version, module.pk, seen=1)
        assert (
            send_version(actor, version, left_open="Listening is learned on the ward.").status == "in_review"
        )
        assert send_version(actor, version).status == "in_review"  # pressed twice


def test_a_module_names_what_it_serves_and_employability_how_its_gain_is_measured(mill):
    with acting(mill.manager) as actor:
        version = start_curriculum(actor, partnership=mill.partnership, orders=mill.orders)
        for values, words in (
            ({"teaches": ()}, "at least one confirmed requirement"),
            ({"title": " "}, "Give the module a title"),
            ({"kind": "osmosis"}, "Choose how it is learned"),
            ({"hours": 0.0}, "Hours are above 0"),
            ({"kind": "employability"}, "how the gain in these skills is measured"),
        ):
            refused(lambda v=values: save_module(actor, version, content(version, **v)), words)
        kept = save_module(
            actor, version, content(version, kind="employability", gain_measure="Rated in weeks 1 and 8")
        )
        assert kept.get_kind_display() == "Employability and social-emotional skills"


def test_two_people_editing_one_module_lose_nothing(mill):
    version = drafted(mill)
    with acting(mill.manager) as actor:
        module = modules_of(version)[0]
        save_module(actor, version, content(version, title="First"), module_id=module.pk, seen=1)
    with acting(mill.operator) as actor:
        with pytest.raises(ChangedMeanwhileError, match="Manager changed this module") as caught:
            save_module(actor, version, content(version, title="Second"), module_id=module.pk, seen=1)
        assert caught.value.theirs.title == "First"
        saved = save_module(actor, version, content(version, title="Both"), module_id=module.pk, seen=2)
        assert (saved.title, saved.revision) == ("Both", 3)
        refused(
            lambda: remove_module(actor, version, module.pk, seen=2),
            "changed this module",
            ChangedMeanwhileError,
        )
        remove_module(actor, version, module.pk, seen=3)
        remove_module(actor, version, module.pk, seen=3)
    with acting(mill.manager) as actor:
        refused(
            lambda: save_module(actor, version, content(version), module_id=module.pk, seen=3),
            "Somebody removed this module",
            ChangedMeanwhileError,
        )


def test_a_form_sent_twice_adds_one_module_and_starting_twice_makes_one_curriculum(mill):
    from uuid import uuid4

    with acting(mill.manager) as actor:
        version = start_curriculum(actor, job_order=mill.orders[0])
        assert start_curriculum(actor, job_order=mill.orders[0]).pk == version.pk
        key = uuid4()
        first = save_module(actor, version, content(version), key=key)
        assert save_module(actor, version, content(version), key=key).pk == first.pk
        second = save_module(actor, version, content(version, LIFTING))
        move_module(actor, version, second.pk, earlier=True)
        move_module(actor, version, second.pk, earlier=True)
        assert [module.pk for module in modules_of(version)] == [second.pk, first.pk]


def test_a_profile_that_nobody_confirmed_carries_no_curriculum(mill):
    with acting_as_system("test"):
        silent = JobOrder.objects.create(agency=mill.agency, employer=mill.employer_org, title="Cook")
    with acting(mill.manager) as actor:
        refused(
            lambda: start_curriculum(actor, job_order=silent), "Lakeside Care has not confirmed what Cook"
        )
        refused(lambda: start_curriculum(actor, partnership=mill.partnership), "Choose the jobs")
    with acting(mill.coach) as actor:
        refused(
            lambda: start_curriculum(actor, job_order=mill.orders[0]),
            "Only a program manager",
            NotAllowedError,
        )


def test_a_council_opens_a_change_that_stays_linked_and_what_was_signed_stays(mill):
    first = signed(mill)
    with acting(mill.manager) as actor:
        use_version(actor, first)
        meeting = CouncilMeeting.objects.create(partnership=mill.partnership, starts_at="2027-02-01T10:00Z")
        decision = CouncilDecision.objects.create(meeting=meeting, number=1, text="Add a lifting day")
        second = open_change(actor, decision, first.curriculum)
        assert open_change(actor, decision, first.curriculum).pk == second.pk
        assert (second.number, second.status, second.reason) == (2, "draft", "Add a lifting day")
        (row,) = curricula_of_decision([decision.pk])[decision.pk]
        assert row.version_id == second.pk
        module = modules_of(second)[1]
        save_module(
            actor,
            second,
            content(second, LIFTING, title="Lifting day", hours=32.0),
            module_id=module.pk,
            seen=1,
        )
        found = compare(first, second)
        assert [str(row.change) for row in found.modules] == ["same", "changed"]
        assert [(f.name, f.before, f.after) for f in found.modules[1].fields] == [
            ("title", "Static Strength at work", "Lifting day"),
            ("hours", "24", "32"),
        ]
        assert found.hours == (48.0, 56.0)
        send_version(actor, second)
    for who in (mill.employer, mill.second):
        sign(who, second)
    with acting(mill.manager) as actor:
        use_version(actor, second)
        assert [(v.number, v.status) for v in versions_of(first.curriculum)] == [
            (2, "in_use"),
            (1, "superseded"),
        ]
        (listed,) = curricula_for(actor)
        assert (listed.number, listed.status, listed.in_use, listed.module_count) == (2, "in_use", 2, 2)


def test_a_newer_profile_is_taken_over_and_shows_what_is_open(mill):
    version = drafted(mill)
    with acting_as_system("test"):
        confirm(
            mill.orders[0],
            ((LISTENING, "Active Listening", 5.0, "we_train"), ("onet:2.B.1.a", "Care", 3.0, "we_train")),
        )
    with acting(mill.manager) as actor:
        refused(lambda: send_version(actor, version), "confirmed a newer profile of Nursing assistant")
        rest_on_newest(actor, version)
        states = {(line.employer, line.name): str(line.state) for line in coverage_of(version).lines}
    assert states["Lakeside Care", "Active Listening"] == "short"
    assert states["Lakeside Care", "Care"] == "open"
    assert states["Riverside Homes", "Static Strength"] == "taught"


def test_a_version_in_review_is_taken_back_until_somebody_signed_then_revised(mill):
    version = in_review(mill)
    sign(mill.employer, version)
    with acting(mill.manager) as actor:
        refused(lambda: take_back(actor, version), "Employer has signed version 1 already")
        refused(lambda: revise(actor, version, reason=" "), "Say why")
        made = revise(actor, version, reason="Shorter")
        assert revise(actor, version, reason="Again").pk == made.pk
    assert (state(version), state(made)) == ("superseded", "draft")
    refused(lambda: sign(mill.second, version), "not open while version 1 is", NotAllowedError)


def test_employers_comment_and_the_agency_settles(mill):
    version = in_review(mill)
    with acting(mill.employer) as actor:
        refused(lambda: comment_on(actor, version, "  "), "Write the comment first")
        said = comment_on(actor, version, "More practice please", module_key=modules_of(version)[0].key)
        assert comment_on(actor, version, "More practice please", module_key=said.module_key).pk == said.pk
        assert (said.name, said.on_behalf_of) == ("Employer", "Lakeside Care")
        refused(lambda: settle_comment(actor, version, said.pk), "Your role does not allow", NotAllowedError)
    with acting(mill.manager) as actor:
        assert settle_comment(actor, version, said.pk, answer="Added a day").answer == "Added a day"
        assert settle_comment(actor, version, said.pk, answer="Other").answer == "Added a day"


def test_an_employer_reads_no_draft_and_no_partners_requirement(mill, as_web_role):
    version = drafted(mill)
    with acting(mill.employer):
        assert not CurriculumVersion.objects.exists()
        assert not Curriculum.objects.exists()
    with acting(mill.manager) as actor:
        send_version(actor, version)
        whole = content_hash(version)
    with acting(mill.employer):
        assert {line.employer for line in coverage_of(version).lines} == {"Lakeside Care"}
        assert content_hash(version) == whole
        assert len(modules_of(version)) == 2
    sign(mill.employer, version)
    sign(mill.second, version)
    assert state(version) == "signed"
    with acting(mill.stranger):
        assert not CurriculumVersion.objects.exists()


CHANGES = (
    "UPDATE curricula_module SET title = 'x'",
    "DELETE FROM curricula_modulecompetency",
    "DELETE FROM curricula_servedrequirement",
    "UPDATE curricula_curriculumversion SET left_open = 'x'",
    "UPDATE curricula_signature SET name = 'x'",
    "UPDATE curricula_basis SET job_title = 'x'",
)


@pytest.mark.parametrize("sql", CHANGES)
def test_what_was_sent_cannot_change_whoever_asks(mill, sql):
    signed(mill)
    with (
        acting_as_system("test"),
        pytest.raises(Error, match=r"cannot change|cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_sql_serves_no_requirement_that_nobody_confirmed(mill, as_web_role):
    version = drafted(mill, partnership=False)
    with acting_as_system("test"):
        strange = mill.orders[1].profile_versions.get().lines.first()
    with acting(mill.manager):
        row = modules_of(version)[0].competencies.all()[0]
        with pytest.raises(Error, match="an employer of its curriculum confirmed"), transaction.atomic():
            ServedRequirement.objects.create(competency=row, requirement=strange)
