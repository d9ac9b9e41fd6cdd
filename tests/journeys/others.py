"""What many others do while one walks: the same actions that pages call, in the database of the running demo site.

`python -m tests.journeys.others` reads a step and a name from each line and prints what came of it as JSON.
`ask_others` starts it once a run, since it loads libraries and models for seconds; `send_others_home` ends it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from tests.site.running import START_S, environment

FIRST_JOB, SECOND_JOB = "Ward Aide", "Home Care Aide"
"""Their openings stand behind the class: twelve of the hospital, eight of the care home."""
GIVEN = ("Amara", "Birgit", "Chen", "Dmitri", "Esperanza", "Farouk")
SURNAMES = ("Achterberg", "Bellweather", "Castellanos", "Dubrovnik", "Eichhorn", "Fitzgerald")
"""Thirty-six people who are not alike."""
STAFF = ("Ines Harrow", "Otto Blum", "Vera Quint", "Ana Sorel", "Milo Tran")
"""Employees of the hospital who apply for a cohort of its own people; the first does so by herself."""
CLASS_JOB, PASSWORD = "Bedside Aide", "river stone lantern 42"
"""The job behind a class of two, and the password of the one of them who has an account."""
ANSWER = "answer: "
"""How a line begins that answers, whatever else is printed."""
SHARED = ("profile", "matching", "support", "outcomes")
POSTING = """{title}

{employer} is hiring {openings} people in Minneapolis, MN. $19.00 - $21.00 an hour, 36 hours a week, day shift.

What you will do
- Help people bathe, dress, eat and move safely
- Listen to them and their families

What you need
- Good listening and clear speaking
"""


_OTHERS: list[subprocess.Popen[str]] = []


def _start() -> subprocess.Popen[str]:
    data = os.path.join(os.environ["GAINFUL_TEST_DATA"], "journeys", "var")  # noqa: PTH118 - a text for the other process
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.others"],
        env=environment(data, GAINFUL_DEMO="1"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def ask_others(step: str, name: str = "") -> Any:
    """Let the others take a step; returns what they say."""
    if not _OTHERS:
        _OTHERS.append(_start())
    (others,) = _OTHERS
    assert others.stdin
    assert others.stdout
    others.stdin.write(json.dumps([step, name]) + "\n")
    others.stdin.flush()
    for line in others.stdout:
        if line.startswith(ANSWER):
            told = json.loads(line.removeprefix(ANSWER))
            assert "failed" not in told, told["failed"]
            return told["said"]
    raise AssertionError(f"the others ended at {step}")


def send_others_home() -> None:
    """End their process: it holds the database that the demo site stops."""
    while _OTHERS:
        _OTHERS.pop().communicate(timeout=START_S)


def _sample() -> Any:
    from gainful.demo.cohorts import SECOND_EMPLOYER
    from gainful.demo.curricula import HOME
    from gainful.demo.promises import Sample
    from gainful.demo.seed import AGENCY, HOSPITAL, USERS
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User
    from gainful.domain.organizations.models import Organization

    with acting_as_system("journey"):
        made = {role: User.objects.get(email=email) for role, email, _name, _organization in USERS}
        agency, hospital, home = (Organization.objects.get(name=name) for name in (AGENCY, HOSPITAL, HOME))
        lee = User.objects.get(email=SECOND_EMPLOYER[0])
    first = Sample(
        agency, hospital, made["program_manager"], made["coach"], made["employer"], made["participant"]
    )
    second = Sample(agency, home, made["program_manager"], made["coach"], lee, made["participant"])
    return first, second


def sign_for_openings(only: str) -> dict[str, int]:
    """Let both employers sign what a job of theirs needs, and for twelve and eight openings.

    With a title only the hospital does, for two openings of that job.
    """
    from datetime import timedelta

    from django.utils import timezone

    from gainful.demo.promises import PROGRAM, let_openings_be_committed, let_profile_be_signed, make_job
    from gainful.domain.programs.models import Program

    first, second = _sample()
    signed = {}
    both = ((first, FIRST_JOB, 12), (second, SECOND_JOB, 8))
    for sample, title, openings in ((first, only, 2),) if only else both:
        with sample.as_manager():
            program = Program.objects.get(organization=sample.agency, name=PROGRAM)
        text = POSTING.format(title=title, employer=sample.employer.name, openings=openings)
        order, version = make_job(sample, program, text, openings)
        let_profile_be_signed(sample, order, version)
        with sample.as_manager():
            order.refresh_from_db()
        let_openings_be_committed(
            sample, order, openings, "19.00", timezone.localdate() + timedelta(days=300)
        )
        signed[title] = openings
    return signed


def teach_first_version(title: str) -> str:
    """Let a curriculum for both jobs be drafted, signed by both employers and put to use; returns its id."""
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.curricula.actions import (
        ModuleContent,
        Taught,
        requirements_of,
        save_module,
        send_version,
        sign_version,
        start_curriculum,
        use_version,
    )
    from gainful.domain.curricula.models import CurriculumVersion
    from gainful.domain.curricula.queries import content_hash
    from gainful.domain.job_orders.models import JobOrder
    from gainful.domain.organizations.models import Partnership

    first, second = _sample()
    with first.as_manager() as actor:
        orders = list(JobOrder.objects.filter(title__in=[FIRST_JOB, SECOND_JOB], agency=first.agency))
        partnership = Partnership.objects.get(agency=first.agency, name="Hospitals and care homes (sample)")
        version = start_curriculum(actor, title=title, partnership=partnership, orders=orders)
        lines = {line.version_id: line for line in reversed(requirements_of(version))}
        for line in lines.values():
            taught = Taught(line.competency_id, line.name, line.level, (line.pk,))
            save_module(
                actor, version, ModuleContent("classroom", f"{line.name} at work", (taught,), hours=24.0)
            )
        send_version(actor, version, left_open="Learned on the ward.")
    for sample in (first, second):
        with acting_as_system("journey"):
            seen = CurriculumVersion.objects.get(pk=version.pk)
        with sample.as_employer() as actor:
            sign_version(
                actor, version, name=sample.signer.name, title="Director", seen_hash=content_hash(seen)
            )
    with first.as_manager() as actor:
        version = CurriculumVersion.objects.select_related("curriculum__agency").get(pk=version.pk)
        use_version(actor, version)
    return str(version.curriculum_id)


def _let_apply(cohort_name: str, forms: Iterable[tuple[Any, Any]]) -> int:
    """Let people apply through staff, who find each eligible; returns how many the cohort has then."""
    from gainful.domain.cohorts import actions
    from gainful.domain.cohorts.models import Cohort

    first, _second = _sample()
    with first.as_manager() as actor:
        cohort = Cohort.objects.select_related("organization", "program").get(name=cohort_name)
        for form, person in forms:
            actions.find_eligible(actor, actions.apply_for(actor, cohort, form, person))
        return cohort.applications.filter(status="eligible").count()


def _forms(names: Iterable[str]) -> Iterator[tuple[Any, None]]:
    from gainful.domain.cohorts.actions import Form

    for name in names:
        yield Form(name, f"{name.replace(' ', '.')}@example.org".lower(), follow="yes"), None


def apply(cohort_name: str) -> int:
    """Let 36 people whom nobody knew yet apply through staff."""
    return _let_apply(
        cohort_name, _forms(f"{given} {surname}" for given, surname in product(GIVEN, SURNAMES))
    )


def apply_from_inside(cohort_name: str) -> int:
    """Let four employees of the hospital apply through staff."""
    return _let_apply(cohort_name, _forms(STAFF[1:]))


def apply_from_roster(cohort_name: str) -> int:
    """Let everybody of the newest roster apply through staff: the agency knows them."""
    from gainful.domain.cohorts.actions import Form
    from gainful.domain.participants.models import Participant
    from gainful.domain.participants.queries import layoffs_of, roster_of

    first, _second = _sample()
    with first.as_manager() as actor:
        layoff = layoffs_of(actor).order_by("-created_at", "id")[0]
        people = list(Participant.objects.filter(pk__in=roster_of(layoff)).order_by("code"))
    return _let_apply(cohort_name, [(Form(each.name, each.email, follow="yes"), each) for each in people])


def take_seats(cohort_name: str) -> int:
    """Let everybody who is still offered a seat take it, said by voice to the coach."""
    from gainful.domain.cohorts import actions
    from gainful.domain.cohorts.models import Application

    first, _second = _sample()
    with first.as_coach() as actor:
        offered = Application.objects.filter(cohort__name=cohort_name, status="offered")
        for row in offered.select_related("cohort__organization", "participant"):
            actions.accept_seat(actor, row)
        return Application.objects.filter(cohort__name=cohort_name, status="enrolled").count()


def open_for_six(title: str) -> str:
    """Let a cohort of two seats be opened behind the openings of a job, which nobody outside reads of; six apply."""
    from datetime import timedelta

    from django.utils import timezone

    from gainful.demo.promises import PROGRAM
    from gainful.domain.cohorts import actions
    from gainful.domain.job_orders.models import Opening
    from gainful.domain.programs.models import Program

    first, _second = _sample()
    today = timezone.localdate()
    with first.as_manager() as actor:
        program = Program.objects.get(organization=first.agency, name=PROGRAM)
        draft = actions.CohortDraft(
            name=title, seats=2, starts_on=today + timedelta(days=30), ends_on=today + timedelta(days=60),
            apply_until=today + timedelta(days=9), contact="Mara Lund, 555-0100",
        )  # fmt: skip
        cohort = actions.create_cohort(actor, program, draft)
        openings = Opening.objects.filter(job_order__title=title, job_order__agency=first.agency)
        actions.add_openings(actor, cohort, openings.values_list("pk", flat=True))
        actions.open_cohort(actor, cohort)
    _let_apply(title, _forms(f"{given} Zimmerlin" for given in GIVEN))
    return str(cohort.pk)


def let_the_round_come(cohort_name: str) -> str:
    """Publish the announced draw as though it had been announced in 2023, before a round whose signature is known.

    Nobody can know the signature of a round to come; only the day is moved, everything else is as it was announced.
    """
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.cohorts.actions.draw import secret_of
    from gainful.domain.cohorts.models import Draw
    from gainful.engine.allocation import publish, round_time, secret_hash
    from gainful.engine.allocation.record import Announcement, lottery_of
    from tests.engine.allocation.records import BEFORE_THE_ROUND, ROUND

    with acting_as_system("journey"):
        draw = Draw.objects.get(cohort__name=cohort_name)
        told = draw.record["committed"]
        announcement = Announcement(
            told["name"], BEFORE_THE_ROUND, secret_hash(secret_of(draw)),
            {"beacon": "drand quicknet", "round": ROUND}, told["priorities"],
        )  # fmt: skip
        record = publish(lottery_of(told), announcement)
        Draw.objects.filter(pk=draw.pk).update(
            record=record, commitment=record["commitment"], opens_at=round_time(ROUND)
        )
    return str(draw.pk)


def begin_class(name: str) -> dict[str, str]:
    """Let somebody with an account, who shares what they need, begin a class of two; returns where both are.

    The class has gone on for three weeks: what happened in them is not told yet.
    """
    from datetime import timedelta

    from django.utils import timezone

    from gainful.demo.promises import PROGRAM
    from gainful.domain.accounts.actor import acting_as, acting_as_system
    from gainful.domain.cohorts import actions
    from gainful.domain.cohorts.models import Cohort, Enrolment
    from gainful.domain.cohorts.queries import possible_instructors, usable_openings
    from gainful.domain.participants.actions import grant_consent
    from gainful.domain.participants.models import Participant
    from gainful.domain.programs.models import Program

    sign_for_openings(CLASS_JOB)
    first, _second = _sample()
    today, called = timezone.localdate(), f"Class of {name}"
    with first.as_manager() as actor:
        program = Program.objects.get(organization=first.agency, name=PROGRAM)
        draft = actions.CohortDraft(
            called, 2, today, today + timedelta(days=30), today, about="Nine weeks.", contact="555-0107"
        )
        cohort = actions.create_cohort(actor, program, draft)
        openings = [row for row in usable_openings(actor) if row.job_order.title == CLASS_JOB][:2]
        actions.add_openings(actor, cohort, [row.pk for row in openings])
        teacher = possible_instructors(actor).get(email="instructor@sample.example")
        actions.add_instructor(actor, cohort, name=teacher.name, user=teacher)
        actions.open_cohort(actor, cohort)
        for form, _person in _forms((name, f"{name.split(maxsplit=1)[0]} Mate")):
            actions.find_eligible(actor, actions.apply_for(actor, cohort, form))
        actions.close_applications(actor, cohort)
        offered = actions.offer_seats(actor, cohort)
    with first.as_coach() as actor:
        for row in offered:
            actions.accept_seat(actor, row)
    with first.as_manager() as actor:
        actions.start_cohort(actor, cohort)
    with acting_as_system("journey"):
        began = today - timedelta(days=22)
        Enrolment.objects.filter(cohort=cohort).update(starts_on=began)
        Cohort.objects.filter(pk=cohort.pk).update(starts_on=began, apply_until=began)
        person = Participant.objects.get(name=name)
        person.user = _account(name, person.email)
        person.save(update_fields=["user"])
    with acting_as(person.user, None, role="participant", reason="journey") as actor:
        until = timezone.now() + timedelta(days=300)
        grant_consent(actor, person, first.agency, scopes=SHARED, expires_at=until)
    return {"cohort": str(cohort.pk), "person": str(person.pk), "email": person.email}


def _account(name: str, email: str) -> Any:
    from allauth.account.models import EmailAddress

    from gainful.domain.accounts.models import User

    user = User.objects.create_user(email, name=name, password=PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def let_a_month_pass(name: str) -> int:
    """Let a person's appointments lie 31 days earlier; returns how many were moved."""
    from datetime import timedelta

    from django.db.models import F

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.support.models import Appointment

    month = timedelta(days=31)
    with acting_as_system("journey"):
        met = Appointment.objects.filter(participant__name=name, state="booked")
        return met.update(starts_at=F("starts_at") - month, ends_at=F("ends_at") - month)


STEPS: dict[str, Callable[[str], Any]] = {
    step.__name__: step
    for step in (
        sign_for_openings,
        teach_first_version,
        apply,
        apply_from_inside,
        apply_from_roster,
        take_seats,
        open_for_six,
        let_the_round_come,
        begin_class,
        let_a_month_pass,
    )
}


def main() -> int:
    """Take each step that is asked for, with the database up."""
    from gainful.commands.database import with_database

    def work() -> int:
        for line in sys.stdin:
            step, name = json.loads(line)
            try:
                told = {"said": STEPS[step](name)}
            except Exception:  # noqa: BLE001 - whoever asked says so
                told = {"failed": traceback.format_exc()}
            sys.stdout.write(f"{ANSWER}{json.dumps(told)}\n")
            sys.stdout.flush()
        return 0

    return with_database(work)


if __name__ == "__main__":
    sys.exit(main())
