"""One kind of work again and again, each piece named once it is done: `python -m bench._operations.acts plan`.

Whoever kills this process, or the database under it, then looks whether each named piece is there, whole and once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

BROKEN = 3
"""Exit code where the database went away: nothing of the piece under way may be there."""


@contextmanager
def site() -> Iterator[None]:
    """Join the database of GAINFUL_DATA and set Django up."""
    from gainful.site.database import start_server, stop_server

    server = start_server()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    import django

    django.setup()
    try:
        yield
    finally:
        stop_server(server)


def sample():
    """Return the people of the made-up agency and employer."""
    from gainful.demo.promises import Sample
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.organizations.models import Membership

    with acting_as_system("bench"):
        found = {
            member.role: member
            for member in Membership.objects.filter(user__is_sample=True, ended_at=None)
            .select_related("user", "organization")
            .order_by("-created_at")
        }
    manager, employer = found["program_manager"], found["employer"]
    return Sample(
        manager.organization, employer.organization, manager.user, found["coach"].user, employer.user,
        found["participant"].user,
    )  # fmt: skip


def plan() -> Callable[[], str]:
    """Make the plan of one job again and again; each is a version of its own."""
    from gainful.demo.promises import PROGRAM, let_profile_be_signed, make_job
    from gainful.domain.plans.actions import make_plan
    from gainful.domain.plans.actions.make_plan import PlanRequest
    from gainful.domain.programs.models import Program

    people = sample()
    with people.as_manager():
        program = Program.objects.get(name=PROGRAM)
    from gainful.demo.promises import CARE

    order, version = make_job(people, program, CARE, 2)
    let_profile_be_signed(people, order, version)

    def once() -> str:
        with people.as_manager() as actor:
            order.refresh_from_db()
            return str(make_plan(actor, order, PlanRequest(scenario="displaced")).pk)

    return once


def sign() -> Callable[[], str]:
    """Bring a job in, send its profile and sign it for the employer."""
    from gainful.demo.promises import HOUSEKEEPING, PROGRAM, let_profile_be_signed, make_job
    from gainful.domain.programs.models import Program

    people = sample()
    with people.as_manager():
        program = Program.objects.get(name=PROGRAM)

    def once() -> str:
        order, version = make_job(people, program, HOUSEKEEPING, 1)
        let_profile_be_signed(people, order, version)
        return str(version.pk)

    return once


ACTS = {"plan": plan, "sign": sign}


def main(name: str) -> int:
    """Work until killed."""
    import django.db

    with site():
        try:
            once = ACTS[name]()
            print("begun", flush=True)
            while True:
                print("done", once(), flush=True)
        except (django.db.OperationalError, django.db.InterfaceError, psycopg.OperationalError):
            return BROKEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
