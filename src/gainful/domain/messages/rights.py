"""Rights on messages: their reader, and staff of the organization that sends them."""

from __future__ import annotations

from gainful.domain.participants.rights import consented
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

MESSAGE, RULES = "outbox_message", "outbox_contactrules"
SENDERS = (*STAFF, Kind.EMPLOYER)
_OURS = "organization_id = (SELECT gainful.actor_organization())"
TO_ME = Condition(
    "sent to them",
    f"{MESSAGE}.user_id = (SELECT gainful.actor_user()) OR {MESSAGE}.participant_id IN"
    " (SELECT id FROM participants_participant WHERE user_id = (SELECT gainful.actor_user()))",
)
FROM_US = Condition(
    "sent by the acting organization, about nobody or about people who consented to it",
    f"{_OURS} AND (participant_id IS NULL OR {consented(MESSAGE, 'profile').sql})",
)
OUR_PEOPLE = "people whose consent to the acting organization is in force"
MY_RULES = Condition(
    "their own",
    f"{RULES}.user_id = (SELECT gainful.actor_user()) OR {RULES}.participant_id IN"
    " (SELECT id FROM participants_participant WHERE user_id = (SELECT gainful.actor_user()))",
)
THEIR_RULES = Condition(OUR_PEOPLE, f"participant_id IS NOT NULL AND {consented(RULES, 'profile').sql}")
COLLEAGUES_RULES = Condition(
    "of people they may see, to send them something",
    f"user_id IN (SELECT id FROM accounts_user) OR ({THEIR_RULES.sql})",
)
OURS = Condition("of the acting organization", _OURS)
_WHO = "a message keeps its reader and its sender"

TABLES = (
    TableRights(
        MESSAGE,
        "The outbox: messages written, sent and read.",
        (
            right(SIGNED_IN, "SU", TO_ME),
            right(SENDERS, "SIU", FROM_US),
        ),
        fixed={
            "organization_id": _WHO,
            "participant_id": _WHO,
            "user_id": _WHO,
            "created_by_id": "its author stays",
        },
    ),
    TableRights(
        RULES,
        "How each person wants to be reached.",
        (
            right(SIGNED_IN, "SIU", MY_RULES),
            right(SENDERS, "S", COLLEAGUES_RULES),
            right(STAFF, "IU", THEIR_RULES),
        ),
        fixed={"participant_id": "rules stay with their reader", "user_id": "rules stay with their reader"},
    ),
    TableRights(
        "outbox_badaddress",
        "Addresses that took no message.",
        (right(SENDERS, "S", OURS), right(STAFF, "D", OURS)),
        fixed={"organization_id": "found while sending for this organization"},
    ),
)
