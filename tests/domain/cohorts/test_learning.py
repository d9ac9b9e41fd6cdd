"""What came of training: results on their scale, gains of each type, credentials, online courses, the profile."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import Error, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import GainKind, SkillGain
from gainful.domain.curricula.models import Curriculum, CurriculumVersion, Module, ModuleCompetency
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.participants.models import HeldCompetency, ParticipantCredential, ParticipantLevels
from tests.cohorts import DAYS, coach, manager, running, teacher

READING = "onet:2.A.1.a"


@pytest.fixture
def class_(town, made):
    return running(town, made, people=2)


def result(actor, seat, **changed):
    usual = {"instrument": "TABE Reading", "taken_on": timezone.localdate(), "score": Decimal(540),
             "lowest": Decimal(300), "highest": Decimal(800)}  # fmt: skip
    return actions.record_result(actor, seat, **{**usual, **changed})


def gain(actor, seat, kind, **changed):
    usual = {"achieved_on": timezone.localdate(), "evidence": "Report of 3 May, in the file"}
    return actions.record_gain(actor, seat, kind=kind, **{**usual, **changed})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"instrument": " "}, "which assessment"),
        ({"score": Decimal(299)}, "outside the scale from 300 to 800"),
        ({"highest": Decimal(300), "score": Decimal(300)}, "lies above the lowest"),
        ({"passes_at": Decimal(801)}, "on the scale, too"),
        ({"taken_on": timezone.localdate() + DAYS}, "not come yet"),
        ({"taken_on": timezone.localdate() - 99 * DAYS}, "not in the cohort yet"),
    ],
)
def test_a_result_stands_on_its_own_scale(town, class_, changed, words):
    with teacher(town, class_) as actor:
        found = result(actor, class_.seats[0])
        assert (str(found), found.passed) == ("TABE Reading: 540 (300–800)", None)
        assert result(actor, class_.seats[0], passes_at=Decimal(541)).passed is False
        with pytest.raises(CohortError, match=words), transaction.atomic():
            result(actor, class_.seats[0], **changed)


def test_each_type_of_gain_with_its_day_and_evidence(town, class_):
    seat, other = class_.seats
    with coach(town) as actor:
        with pytest.raises(CohortError, match="two results are needed"), transaction.atomic():
            gain(actor, seat, GainKind.LEVEL)
        result(actor, seat, taken_on=timezone.localdate() - 9 * DAYS)
        after = result(actor, seat, score=Decimal(600))
        kinds = [
            gain(actor, seat, kind, result=after if kind == GainKind.LEVEL else None) for kind in GainKind
        ]
        assert [row.kind for row in kinds] == ["level", "diploma", "transcript", "milestone", "progress"]
        college = gain(actor, seat, GainKind.TRANSCRIPT, is_postsecondary=True)
        assert college.is_postsecondary
        school = gain(actor, seat, GainKind.DIPLOMA, is_postsecondary=True, evidence="Diploma, in the file")
        assert not school.is_postsecondary
        failed = result(actor, seat, score=Decimal(400), passes_at=Decimal(500))
        for kind, changed, words in (
            ("luck", {}, "Choose the type"),
            (GainKind.DIPLOMA, {"evidence": " "}, "what shows it"),
            (GainKind.DIPLOMA, {"achieved_on": timezone.localdate() + DAYS}, "not come yet"),
            (GainKind.PROGRESS, {"result": failed}, "not passed"),
            (GainKind.PROGRESS, {"result": result(actor, other)}, "somebody else's"),
        ):
            with pytest.raises(CohortError, match=words), transaction.atomic():
                gain(actor, seat, kind, **changed)
        with pytest.raises(CohortError, match="A gain rests on it"), transaction.atomic():
            actions.take_back(actor, after)
        actions.take_back(actor, kinds[0])
        actions.take_back(actor, after)
        with pytest.raises(CohortError, match="was taken back"), transaction.atomic():
            gain(actor, seat, GainKind.PROGRESS, result=after)
        with pytest.raises(CohortError, match="taken back already"), transaction.atomic():
            actions.take_back(actor, after)
    with teacher(town, class_) as actor:
        with pytest.raises(NotAllowedError, match="goes into its reports"), transaction.atomic():
            gain(actor, seat, GainKind.DIPLOMA)
        with pytest.raises(Error), transaction.atomic():
            SkillGain.objects.create(
                enrolment=seat, kind="diploma", achieved_on=timezone.localdate(), evidence="x"
            )


def test_a_level_is_gained_by_a_higher_score_later_on_the_same_scale(town, class_):
    """20 CFR 677.155(a)(1)(v)(A): the test before and the one after, a parallel form of it."""
    seat, then = class_.seats[0], timezone.localdate() - 9 * DAYS
    with coach(town) as actor:
        for changed in (
            {"taken_on": then, "score": Decimal(600)},
            {"score": Decimal(540)},
            {"score": Decimal(95), "lowest": Decimal(0), "highest": Decimal(100)},
        ):
            result(actor, seat, **changed)
            with pytest.raises(CohortError, match="higher one on its scale"), transaction.atomic():
                gain(actor, seat, GainKind.LEVEL)
        after = result(actor, seat, instrument="TABE Reading, form 12", score=Decimal(601))
        assert gain(actor, seat, GainKind.LEVEL, result=after).result == after


def test_a_form_that_is_sent_twice_records_nothing_twice(town, class_):
    seat, today = class_.seats[0], timezone.localdate()
    with coach(town) as actor:
        for record, given in (
            (actions.add_made_up, {"day": today, "minutes": 60, "what": "Read the safety rules"}),
            (actions.record_result, {"instrument": "Quiz", "taken_on": today, "score": 7, "highest": 10}),
            (actions.record_gain, {"kind": "milestone", "achieved_on": today, "evidence": "Report of May"}),
        ):
            record(actor, seat, **given)
            with pytest.raises(CohortError, match="recorded already"), transaction.atomic():
                record(actor, seat, **given)
        actions.take_back_made_up(actor, seat.made_up.get())
        actions.add_made_up(actor, seat, day=today, minutes=60, what="Read the safety rules")


def test_a_credential_is_reported_and_enters_the_profile(town, class_):
    seat, today = class_.seats[0], timezone.localdate()
    given = {"kind": 6, "name": "Certified Nursing Assistant (CNA)", "issuer": "State board", "earned_on": today,
             "evidence": "Card 1234, seen"}  # fmt: skip
    with coach(town) as actor:
        for bad, words in (
            ({"kind": 9}, "Choose the type"), ({"name": ""}, "what it is called"), ({"issuer": ""}, "who issued"),
            ({"evidence": ""}, "what shows it"), ({"expires_on": today}, "expires after"),
        ):  # fmt: skip
            with pytest.raises(CohortError, match=words), transaction.atomic():
                actions.record_credential(actor, seat, **{**given, **bad})
        actions.record_credential(actor, seat, **given, expires_on=today + 700 * DAYS)
        with pytest.raises(CohortError, match="recorded already"), transaction.atomic():
            actions.record_credential(actor, seat, **given)
    with acting_as_system("test"):
        held = ParticipantCredential.objects.get(participant=seat.participant)
    assert (held.competency_id, held.issuer, held.source) == ("credential:cna", "State board", "training")


def test_an_online_course_is_booked_where_its_hours_are_said_and_once(town, class_):
    seat, today = class_.seats[0], timezone.localdate()
    with teacher(town, class_) as actor:
        for bad, words in (({"provider": ""}, "which provider"), ({"course": " "}, "which course"),
                           ({"minutes": 0}, "more than 0")):  # fmt: skip
            given = {"provider": "Learnit", "course": "HIPAA", "completed_on": today, "minutes": 45, **bad}
            with pytest.raises(CohortError, match=words), transaction.atomic():
                actions.record_online(actor, seat, **given)
        first = actions.record_online(
            actor, seat, provider="Learnit", course="HIPAA", completed_on=today, minutes=45, score="92 %"
        )
        again = actions.record_online(actor, seat, provider="Learnit", course="HIPAA", completed_on=today)
        assert again.pk == first.pk
        actions.record_online(actor, seat, provider="Learnit", course="Safety", completed_on=today)
        actions.take_back(actor, first)
    with acting_as_system("test"):
        rows = LedgerRow.objects.filter(source_kind="online")
        assert sorted(row.minutes for row in rows) == [-45, 45]


@pytest.fixture
def taught(town, made, class_):
    """A curriculum whose modules teach reading, to level 3 and then to 4."""
    with acting_as_system("test"):
        curriculum = Curriculum.objects.create(
            agency=town.agency, job_order=made.openings[0].job_order, title="Care"
        )
        version = CurriculumVersion.objects.create(curriculum=curriculum, number=1)
        for position, level in ((1, 3), (2, 4)):
            module = Module.objects.create(
                version=version, position=position, kind="classroom", title=f"M{position}"
            )
            ModuleCompetency.objects.create(module=module, competency_id=READING, name="Reading", level=level)
        class_.cohort.curriculum = version
        class_.cohort.save()
    return class_


def level_of(person):
    from gainful.engine.occupations import load_reference
    from gainful.engine.occupations.versions import current_version

    reference = load_reference(current_version())
    with acting_as_system("test"):
        row = ParticipantLevels.objects.get(participant=person, reference_version=reference.version)
    column = reference.column(READING)
    return int.from_bytes(bytes(row.levels)[2 * column : 2 * column + 2], "little") / 100


@pytest.mark.parametrize(("before", "after"), [(None, 4), (2.0, 4), (5.5, 5.5)])
def test_whoever_completes_holds_what_was_taught_at_least_at_its_level(town, taught, before, after):
    seat = taught.seats[0]
    with acting_as_system("test"):
        if before is not None:
            HeldCompetency.objects.create(
                participant=seat.participant, competency_id=READING, name="Reading", level=before,
                evidence_kind="assessment", confirmed_at=timezone.now(),
            )  # fmt: skip
    with coach(town) as actor:
        actions.complete_enrolment(actor, seat)
    with acting_as_system("test"):
        row = HeldCompetency.objects.get(participant=seat.participant, evidence_kind="training")
    assert (row.level, row.source) == (4, "training")
    assert row.note.startswith("Completed Spring on ")
    assert level_of(seat.participant) == after


def test_without_a_curriculum_nothing_is_known_to_be_learned(town, class_):
    with manager(town) as actor:
        actions.complete_enrolment(actor, class_.seats[0])
    with acting_as_system("test"):
        assert not HeldCompetency.objects.exists()
