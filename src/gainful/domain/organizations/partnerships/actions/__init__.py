"""Every write to partnerships."""

from gainful.domain.organizations.partnerships.actions.council import (
    call_off,
    change_agenda,
    end_seat,
    hold_meeting,
    plan_meeting,
    record_decision,
    seat_member,
)
from gainful.domain.organizations.partnerships.actions.partners import (
    add_partner,
    change_partnership,
    end_partner,
    finish_action,
    log_contact,
    owners,
    start_partnership,
)
from gainful.domain.organizations.partnerships.actions.supply import (
    agree,
    end_agreement,
    propose_agreement,
    record_supply,
)

__all__ = [
    "add_partner",
    "agree",
    "call_off",
    "change_agenda",
    "change_partnership",
    "end_agreement",
    "end_partner",
    "end_seat",
    "finish_action",
    "hold_meeting",
    "log_contact",
    "owners",
    "plan_meeting",
    "propose_agreement",
    "record_decision",
    "record_supply",
    "seat_member",
    "start_partnership",
]
