"""Erasing a person leaves no row and no history of their support."""

from __future__ import annotations

from django.apps import apps
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.actions.erase_person import erase_person
from gainful.domain.placements.models import Placement
from gainful.domain.support.models import DayCopy
from tests.helped import as_self
from tests.isolation import needs_rows
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


def left(person_id):
    """Return the tables of support, history among them, in which the person still stands."""
    found = []
    for model in apps.get_app_config("support").get_models(include_auto_created=True):
        names = {field.name for field in model._meta.concrete_fields}
        if "participant" in names and model._default_manager.filter(participant_id=person_id).exists():
            found.append(model.__name__)
    return found


def test_nothing_of_a_persons_support_is_left(town, ana):
    with acting_as_system("test"):
        Placement.objects.create(
            organization=town.agency, participant=ana.person, kind="other_job", title="Aide",
            starts_on=timezone.localdate(), source="agency",
        )  # fmt: skip
        needs_rows.make(town.agency, ana.person, town.coach.user)
        assert len(left(ana.person.pk)) > 15
    with as_self(ana) as actor:
        erase_person(actor, ana.person, reason="I asked")
    with acting_as_system("test"):
        assert left(ana.person.pk) == []
        assert DayCopy.objects.count() == 1, "that a coach took a day along stays; whom it held does not"
