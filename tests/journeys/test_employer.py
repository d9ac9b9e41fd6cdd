"""An employer checks what their job needs and signs it: signed in, and through a link without an account."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import jobs
from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


@pytest.fixture(params=BOTH)
def employer(request, visitor):
    """An employer's browser and the hands they use."""
    someone = visitor()
    return someone, Mouse() if request.param == "mouse" else Keyboard(someone.page)


@pytest.fixture
def sent(visitor):
    """A job order sent to its employer: the manager's browser, the job's path and the link."""
    someone, hands = visitor(), Mouse()
    someone.sign_in("program_manager")
    job = jobs.read_posting(someone, hands)
    jobs.name_employer(someone, hands)
    return someone, job, jobs.shared_link(someone, hands, "Confirm with the employer")


def test_signed_in_the_employer_corrects_confirms_and_signs(employer, sent):
    someone, hands = employer
    manager, job, _link = sent
    someone.sign_in("employer")
    hands.press(someone.link("Check and sign").first)
    someone.page.wait_for_url("**/openings/*/")
    jobs.change_level(someone, hands)
    jobs.sign(someone, hands)
    manager.open(f"{job}profile/")
    expect(manager.page.get_by_text("signed by Dana Okafor").first).to_be_visible()


def test_through_the_link_the_employer_signs_without_an_account(employer, sent):
    someone, hands = employer
    _manager, _job, link = sent
    someone.page.goto(link)
    jobs.sign(someone, hands)
