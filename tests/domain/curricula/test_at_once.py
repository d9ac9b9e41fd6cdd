"""Two people at one moment, each in a transaction of their own: nothing is lost, and the second reads of the first."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.curricula.actions import (
    save_module,
    sign_version,
    start_curriculum,
    take_back,
    use_version,
)
from gainful.domain.curricula.errors import ChangedMeanwhileError, CurriculumError
from gainful.domain.curricula.models import Curriculum, CurriculumVersion, Module
from gainful.domain.curricula.versions import content_hash
from tests.curricula import LISTENING, acting, build_mill, content, drafted, in_review, signed
from tests.side_by_side import one_waits_for_the_other, own_database

__all__ = ["own_database"]


@pytest.fixture
def town(own_database):
    return build_mill()


def loaded(version):
    return CurriculumVersion.objects.select_related("curriculum__agency").get(pk=version.pk)


def signs(who, version, seen):
    return (
        lambda: acting(who),
        lambda actor: sign_version(actor, loaded(version), name=who.user.name, title="Boss", seen_hash=seen),
    )


def seen_of(version):
    with acting_as_system("test"):
        return content_hash(version)


def test_the_last_two_employers_sign_at_once_and_it_is_signed(town):
    version = in_review(town)
    seen = seen_of(version)
    came = one_waits_for_the_other(signs(town.employer, version, seen), signs(town.second, version, seen))
    assert [len(each) for each in came] == [1, 1], came
    with acting_as_system("test"):
        assert loaded(version).status == "signed"


def test_the_same_employer_signs_twice_at_once_and_there_is_one_signature(town):
    version = in_review(town)
    seen = seen_of(version)
    came = one_waits_for_the_other(signs(town.employer, version, seen), signs(town.employer, version, seen))
    assert isinstance(came[1], CurriculumError), came
    assert "has signed this version for Lakeside Care already" in came[1].message
    with acting_as_system("test"):
        assert version.signatures.count() == 1


def test_two_who_save_one_module_at_once_lose_nothing(town):
    version = drafted(town)
    with acting_as_system("test"):
        module = Module.objects.filter(version=version).order_by("position").first()

    def saves(who, title):
        return (
            lambda: acting(who),
            lambda actor: save_module(
                actor, loaded(version), content(version, LISTENING, title=title), module_id=module.pk, seen=1
            ),
        )

    came = one_waits_for_the_other(saves(town.manager, "First"), saves(town.operator, "Second"))
    assert came[0].title == "First"
    assert isinstance(came[1], ChangedMeanwhileError), came
    assert came[1].theirs.title == "First"
    with acting_as_system("test"):
        assert Module.objects.get(pk=module.pk).title == "First"


def test_who_takes_a_version_back_while_somebody_signs_comes_first_or_is_refused(town):
    version = in_review(town)
    came = one_waits_for_the_other(
        signs(town.employer, version, seen_of(version)),
        (lambda: acting(town.manager), lambda actor: take_back(actor, loaded(version))),
    )
    assert len(came[0]) == 1, came
    assert "Employer has signed version 1 already" in came[1].message
    with acting_as_system("test"):
        assert loaded(version).status == "in_review"


def test_pressed_twice_at_once_one_curriculum_is_started_and_one_version_used(town):
    def starts():
        return (
            lambda: acting(town.manager),
            lambda actor: start_curriculum(actor, job_order=town.orders[0]),
        )

    came = one_waits_for_the_other(starts(), starts())
    assert came[0].pk == came[1].pk
    with acting_as_system("test"):
        assert Curriculum.objects.count() == 1
    version = signed(SimpleNamespace(**vars(town)))
    uses = (lambda: acting(town.manager), lambda actor: use_version(actor, loaded(version)))
    came = one_waits_for_the_other(uses, uses)
    assert [each.status for each in came] == ["in_use", "in_use"]
