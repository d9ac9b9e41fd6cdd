"""Job orders and their openings: every predicate of access, for each step, role, party and state.

As in test_access: roles come from the tables of states, whose row it must be is written down here by hand.
"""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import access
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.states import OPENING_RULES, RULES, OpeningStatus
from tests.consistency.test_access import BO, FIRM, OURS, WHO, passes, states, tried

PARTIES = {**WHO, "the employer": Actor(BO, FIRM, "employer")}


def job(status):
    return JobOrder(agency_id=OURS.pk, employer_id=FIRM.pk, status=status)


def is_party(name):
    """Whether the job is theirs: our agency's whatever the role, its employer's, and what a link leads to."""
    actor = PARTIES[name]
    if actor.role in {"system", "link"}:
        return True
    return actor.organization is (FIRM if actor.role == "employer" else OURS)


def test_each_step_with_a_job_order_is_open_to_its_party_in_its_states_alone():
    for verb, name, status in product(RULES, PARTIES, states(JobOrder, "status")):
        actor, rule, row = PARTIES[name], RULES[verb], job(status)
        theirs = name == "the system" or (actor.role in rule.roles and is_party(name))
        now = status in rule.states
        assert access.has_right(actor, verb, row) is theirs, (verb, name, status)
        assert access.may(actor, verb, row) is (theirs and now), (verb, name, status)
        words = tried(access.require, actor, verb, row)
        assert (words == "") is (theirs and now), (verb, name, status)
        if words:
            assert ("Your role does not allow" in words) is not theirs, (verb, name, status)
            assert ("This step is not open while" in words) is theirs, (verb, name, status)


def test_each_step_with_an_opening_is_open_to_its_party_while_the_job_is_shared():
    seen = set()
    for verb, name, status in product(OPENING_RULES, PARTIES, OpeningStatus.values):
        actor, rule = PARTIES[name], OPENING_RULES[verb]
        opening = SimpleNamespace(current_status=status, current_label="as it is")
        theirs = name == "the system" or (actor.role in rule.roles and is_party(name))
        for of_order in states(JobOrder, "status"):
            may = theirs and status in rule.states and of_order not in {"draft", "closed"}
            row = job(of_order)
            assert access.may_opening(actor, verb, row, status) is may, (verb, name, status, of_order)
            ask = passes(lambda who: access.require_opening(who, verb, row, opening), actor)  # noqa: B023 - asked at once
            assert ask is may, (verb, name, status, of_order)
            seen.add(may)
    assert seen == {True, False}
