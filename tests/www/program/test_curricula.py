"""Pages of a curriculum: the editor loses nothing, what is open is red, employers sign by account and by link."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.curricula.models import Comment, CurriculumVersion, Module
from gainful.domain.messages.models import Message
from gainful.domain.participants.models import Participant
from tests.curricula import LIFTING, acting, drafted, in_review, mill, signed
from tests.letters import token_in
from tests.plans import planned

__all__ = ["mill"]


def text_of(reply):
    return reply.content.decode()


def address(version, more=""):
    return f"/program/curricula/{version.curriculum_id}/{version.number}/{more}"


def lines_of(version, key):
    with acting_as_system("test"):
        bases = version.bases.values_list(
            "profile_version__lines__pk", "profile_version__lines__competency_id"
        )
        return [str(pk) for pk, competency in bases if competency == key]


def test_a_curriculum_begins_for_a_partnership_and_shows_what_is_open(mill):
    browser = mill.manager.client
    page = f"/program/curricula/start/?partnership={mill.partnership.pk}"
    assert "Nursing assistant, Lakeside Care" in text_of(browser.get(page))
    assert browser.post(page, {"title": ""}).status_code == 422
    made = browser.post(page, {"job": [str(order.pk) for order in mill.orders], "title": "Care"})
    with acting_as_system("test"):
        version = CurriculumVersion.objects.select_related("curriculum").get()
    assert made.headers["Location"] == f"/program/curricula/{version.curriculum_id}/"
    shown = text_of(browser.get(made.headers["Location"]))
    assert "4 requirements are not taught." in shown
    assert shown.count("Not taught") == 4
    new = {"title": "Lifting", "kind": "project", "hours": "8", "serves": lines_of(version, LIFTING)}
    new |= {"key": str(uuid4()), f"level-{LIFTING}": "3"}
    assert browser.post(address(version, "modules/new/"), {**new, "serves": []}).status_code == 422
    assert "a level is between 0 and 7" in text_of(
        browser.post(address(version, "modules/new/"), {**new, f"level-{LIFTING}": "high"})
    )
    for _twice in range(2):
        assert browser.post(address(version, "modules/new/"), new).status_code == 302
    shown = text_of(browser.get(address(version)))
    assert "1 module, 8 hours." in shown
    assert shown.count("Not taught") == 2
    refused = browser.post(address(version, "do/send/"), {"left_open": ""}, follow=True)
    assert "2 requirements that you train for are taught by no module" in text_of(refused)
    sent = browser.post(address(version, "do/send/"), {"left_open": "Learned at work."}, follow=True)
    assert "In review with the employers" in text_of(sent)
    assert "Care,,Care careers,1,in_review,1" in text_of(browser.get("/program/curricula.csv"))


def test_two_people_editing_one_module_both_see_both_texts(mill):
    version = drafted(mill)
    with acting_as_system("test"):
        module = Module.objects.filter(version=version).order_by("position").first()
    page = address(version, f"modules/{module.pk}/")
    seen = re.search(r'name="seen" value="(\d+)"', text_of(mill.operator.client.get(page)))[1]
    form = {"kind": "classroom", "hours": "10", "serves": lines_of(version, "onet:2.A.1.b"), "seen": seen}
    assert mill.manager.client.post(page, {**form, "title": "Listening first"}).status_code == 302
    both = mill.operator.client.post(page, {**form, "title": "Listening last", "about": "My long text"})
    assert both.status_code == 422
    shown = text_of(both)
    assert "Manager changed this module while you were editing it." in shown
    assert "Listening first" in shown
    assert "Listening last" in shown
    assert "My long text" in shown
    again = {**form, "title": "Listening twice", "seen": re.search(r'name="seen" value="(\d+)"', shown)[1]}
    assert mill.operator.client.post(page, again).status_code == 302
    with acting_as_system("test"):
        assert Module.objects.get(pk=module.pk).title == "Listening twice"
    gone = mill.manager.client.post(address(version, f"modules/{module.pk}/remove/"), {"seen": "3"})
    assert gone.status_code == 302
    kept = mill.operator.client.post(page, {**again, "seen": "3", "about": "Not lost"})
    assert kept.status_code == 422
    assert "Somebody removed this module" in text_of(kept)
    assert "Not lost" in text_of(kept)


def test_an_employer_reads_comments_and_signs_by_account(mill):
    version = in_review(mill)
    browser, page = mill.employer.client, f"/employer/curricula/{version.curriculum_id}/{version.number}/"
    assert "1 curriculum is in review." in text_of(browser.get("/employer/curricula/"))
    with acting_as_system("test"):
        basis = version.bases.get(employer_name="Lakeside Care")
    assert browser.get(f"/employer/curricula/asked/{basis.pk}/").headers["Location"] == page
    shown = text_of(browser.get(page))
    assert "Is this what people should learn?" in shown
    assert "and 1 job of a partner" in shown
    assert "Riverside Homes: Home health aide" not in shown
    browser.post(f"{page}comment/", {"text": "More lifting", "module": ""})
    hashed = re.search(r'name="seen_hash" value="(\w+)"', shown)[1]
    refused = browser.post(f"{page}sign/", {"name": "Pat", "title": "", "seen_hash": hashed}, follow=True)
    assert "Type your job title to sign." in text_of(refused)
    form = {"name": "Pat", "title": "Director", "seen_hash": hashed}
    assert "Signed. Thank you." in text_of(browser.post(f"{page}sign/", form, follow=True))
    assert "Pat has signed this version for Lakeside Care already" in text_of(
        browser.post(f"{page}sign/", form, follow=True)
    )
    staff = text_of(mill.manager.client.get(address(version)))
    assert "More lifting" in staff
    assert "signed by Pat, Director" in staff
    with acting_as_system("test"):
        comment = Comment.objects.get()
    mill.manager.client.post(address(version, f"comments/{comment.pk}/"), {"answer": "Added"})
    assert "Settled." in text_of(browser.get(page))


def test_an_employer_without_an_account_signs_by_link_for_their_own_job_alone(mill, client):
    version = in_review(mill)
    with acting_as_system("test"):
        letter = Message.objects.filter(address="riverside@example.org").latest("created_at")
        token = token_in(letter)
    page = f"/guest/link/{token}/"
    shown = text_of(client.get(page))
    assert "Is this what people should learn?" in shown
    assert "Lakeside Care: Nursing assistant" not in shown
    client.post(f"{page}answer/", {"text": "Fine with me", "module": ""})
    hashed = re.search(r'name="seen_hash" value="(\w+)"', shown)[1]
    done = client.post(f"{page}sign/", {"name": "Rosa", "title": "Owner", "seen_hash": hashed}, follow=True)
    assert "Signed. Thank you." in text_of(done)
    with acting_as_system("test"):
        (signature,) = version.signatures.all()
        said = Comment.objects.get()
        assert (signature.on_behalf_of, signature.role) == ("Riverside Homes", "link")
        assert (said.on_behalf_of, said.user) == ("Riverside Homes", None)
    with acting(mill.manager) as actor:
        from gainful.domain.curricula.actions import revise

        revise(actor, version, reason="Shorter")
    assert client.get(page).status_code == 410


def test_a_changed_version_is_compared_and_put_to_use(mill):
    version = signed(mill)
    browser = mill.manager.client
    assert "Put it to use" in text_of(browser.get(address(version)))
    browser.post(address(version, "do/use/"))
    browser.post(address(version, "do/revise/"), {"reason": "Longer"})
    with acting_as_system("test"):
        second = CurriculumVersion.objects.get(number=2)
        module = second.modules.order_by("position").first()
    form = {"title": "Listening, longer", "kind": "online", "hours": "40", "serves": lines_of(second, "onet:2.A.1.b"),
            "seen": "1"}  # fmt: skip
    browser.post(address(second, f"modules/{module.pk}/"), form)
    shown = text_of(browser.get(address(second, "compare/")))
    assert "Version 1 has 48 hours, version 2 has 64." in shown
    assert "Classroom" in shown
    assert "Online" in shown
    assert "1 module is the same." in shown
    assert browser.get(address(version, "compare/")).status_code == 404
    assert browser.get(address(second, "compare/?with=9")).status_code == 404
    document = browser.get(f"/program/curricula/{version.curriculum_id}/1.json").json()
    assert document["schema"] == "gainful.curriculum/1"
    assert len(document["signatures"]) == 2


def test_a_plan_becomes_the_first_draft(mill):
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=mill.agency, code="P-1", name="Ana")
        plan = planned(mill, person, order=mill.orders[0])
    browser, step = mill.manager.client, f"/program/curricula/from-plan/{mill.orders[0].pk}/"
    made = browser.post(step)
    assert browser.post(step).headers["Location"] == made.headers["Location"]
    with acting_as_system("test"):
        version = CurriculumVersion.objects.get(plan=plan)
        assert version.number == 1
    assert browser.post(f"/program/curricula/from-plan/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_a_page_asks_no_more_of_the_database_for_more_modules(mill, count, django_assert_max_num_queries):
    from gainful.domain.curricula.actions import save_module
    from tests.curricula import content

    version = drafted(mill)
    with acting(mill.manager) as actor:
        for place in range(2, count):
            save_module(actor, version, content(version, LIFTING, title=f"Module {place}"))
    mill.manager.client.get(address(version))
    with django_assert_max_num_queries(32):
        assert mill.manager.client.get(address(version)).status_code == 200
