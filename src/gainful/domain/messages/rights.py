"""Rights on messages: their reader, and staff of the organization that sends them."""

from __future__ import annotations

from gainful.domain.messages.rights_sql import FUNCTIONS, TRIGGERS
from gainful.domain.participants.rights import consented
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

THREAD, REQUEST, LINK = "outbox_thread", "outbox_request", "outbox_signedlink"
MESSAGE, RULES = "outbox_message", "outbox_contactrules"
SENDERS = (*STAFF, Kind.EMPLOYER)
ASKERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
_OURS = "organization_id = (SELECT gainful.actor_organization())"


def _to_me(table: str) -> str:
    return (
        f"{table}.user_id = (SELECT gainful.actor_user()) OR {table}.participant_id IN"
        " (SELECT id FROM participants_participant WHERE user_id = (SELECT gainful.actor_user()))"
    )


def _from_us(table: str) -> Condition:
    return Condition(
        "of the acting organization, about nobody or about people who consented to it",
        f"{_OURS} AND (participant_id IS NULL OR {consented(table, 'profile').sql})",
    )


NAMES = {
    "mentorship": "support_mentorship", "absence_alert": "cohorts_absencealert",
    "apprenticeship": "cohorts_apprenticeship", "application": "cohorts_application", "request": "outbox_request",
}  # fmt: skip
"""What letters to others name a person in, and the table whose rows say whom: staff read both or neither."""
_NUMBER = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


def _read_by_us(table: str) -> Condition:
    """Return the condition: from us, and not about somebody's row that staff may not read any more."""
    about = f"CASE WHEN {table}.about_id ~ '{_NUMBER}' THEN {table}.about_id::uuid END"
    shown = " ".join(
        f"WHEN '{kind}' THEN EXISTS (SELECT FROM {name} named WHERE named.id = {about})"
        for kind, name in NAMES.items()
        if name != table
    )
    whose = _from_us(table)
    return Condition(
        f"{whose.words}; where it names somebody to others, as long as that row may be read",
        f"({whose.sql}) AND CASE about_kind {shown} ELSE true END",
    )


def _in(action: str, where: Condition) -> Condition:
    return Condition(
        f"{where.words}, in the action “{action}”",
        f"({where.sql}) AND (SELECT gainful.action()) = '{action}'",
    )


_ASKED_BY_ME = Condition(
    f"{_from_us(REQUEST).words}, asked by themself",
    f"({_from_us(REQUEST).sql}) AND asked_by_id = (SELECT gainful.actor_user())",
)
"""A coach asks services; a link that a coach makes signs nothing, since signatures ask who made the link."""
NEW_MESSAGE = _in(
    "send_message",
    Condition(
        f"{_from_us(MESSAGE).words}, to the reader of its conversation, an account they may see, or nobody's",
        f"({_from_us(MESSAGE).sql}) AND (thread_id IS NULL OR EXISTS (SELECT FROM {THREAD} t"
        f" WHERE t.id = {MESSAGE}.thread_id AND t.organization_id = {MESSAGE}.organization_id))"
        f" AND (user_id IS NULL OR EXISTS (SELECT FROM accounts_user u WHERE u.id = {MESSAGE}.user_id)"
        f" OR EXISTS (SELECT FROM {THREAD} t WHERE t.id = {MESSAGE}.thread_id AND t.user_id = {MESSAGE}.user_id))",
    ),
)
TO_ME = Condition("sent to them", _to_me(MESSAGE))
OF_MY_THREAD = Condition(
    "of a conversation with them", f"thread_id IN (SELECT t.id FROM {THREAD} t WHERE {_to_me('t')})"
)
OF_THREAD = Condition("of a conversation they may read", f"thread_id IN (SELECT id FROM {THREAD})")
_OF_LINK = "organization_id = (SELECT gainful.link_organization())"
"""A link opens what belongs to the organization that made it, whatever number stands in it."""
LINKED_THREAD = Condition(
    "of the link's conversation",
    "thread_id = (SELECT gainful.link_thread())",
)
OUR_PEOPLE = "people whose consent to the acting organization is in force"
MY_RULES = Condition(
    "their own",
    f"{RULES}.user_id = (SELECT gainful.actor_user()) OR {RULES}.participant_id IN"
    " (SELECT id FROM participants_participant WHERE user_id = (SELECT gainful.actor_user()))",
)
THEIR_RULES = Condition(OUR_PEOPLE, f"participant_id IS NOT NULL AND {consented(RULES, 'profile').sql}")
RULES_OF_REGISTERED = Condition(
    f"{OUR_PEOPLE}, registered by it",
    f"({THEIR_RULES.sql}) AND EXISTS (SELECT FROM participants_participant p WHERE p.id = {RULES}.participant_id"
    " AND p.registered_by_id = (SELECT gainful.actor_organization()))",
)
COLLEAGUES_RULES = Condition(
    "of people they may see, to send them something",
    f"user_id IN (SELECT id FROM accounts_user) OR ({THEIR_RULES.sql})",
)
OURS = Condition("of the acting organization", _OURS)
_WHO = "a message keeps its reader and its sender"
_WRITTEN = ("kind", "about_kind", "about_id", "to_name", "channel", "address", "language", "subject", "text",
            "occasion", "created_at")  # fmt: skip


def _made_in_own_role(when: Condition) -> Condition:
    return Condition(
        f"{when.words}, made in their own role",
        f"({when.sql}) AND created_role = (SELECT gainful.actor_role())",
    )


TABLES = (
    TableRights(
        MESSAGE,
        "The outbox: messages written, sent and read.",
        (
            right(SIGNED_IN, "SU", TO_ME),
            right(SENDERS, "SU", _read_by_us(MESSAGE), after=_from_us(MESSAGE)),
            right(SENDERS, "I", NEW_MESSAGE),
            right(Kind.LINK, "S", LINKED_THREAD),
        ),
        fixed={
            "organization_id": _WHO,
            "thread_id": "a message stays in its conversation",
            "participant_id": _WHO,
            "user_id": _WHO,
            "created_by_id": "its author stays",
            **dict.fromkeys(_WRITTEN, "what was written stays as it was sent"),
        },
        authors={"created_by_id": "it says who wrote it"},
    ),
    TableRights(
        RULES,
        "How each person wants to be reached.",
        (
            right(SIGNED_IN, "SIU", MY_RULES),
            right(SENDERS, "S", COLLEAGUES_RULES),
            right(STAFF, "IU", RULES_OF_REGISTERED),
        ),
        fixed={"participant_id": "rules stay with their reader", "user_id": "rules stay with their reader"},
    ),
    TableRights(
        "outbox_badaddress",
        "Addresses that took no message.",
        (right(SENDERS, "S", OURS), right(STAFF, "D", OURS)),
        fixed={"organization_id": "found while sending for this organization"},
    ),
    TableRights(
        THREAD,
        "Conversations: whom an organization writes with, about what.",
        (
            right(SIGNED_IN, "SU", Condition("with them", _to_me(THREAD))),
            right(SENDERS, "SIU", _from_us(THREAD)),
            right(
                Kind.LINK,
                "SU",
                Condition("the link's conversation", "id = (SELECT gainful.link_thread())"),
            ),
        ),
        fixed={
            "organization_id": _WHO,
            "participant_id": _WHO,
            "user_id": _WHO,
            "about_kind": "a conversation stays about what it began with",
            "about_id": "a conversation stays about what it began with",
        },
        seen={"user_id": "accounts_user"},
    ),
    TableRights(
        "outbox_reply",
        "What readers answered; rows are added, never changed.",
        (
            right(SIGNED_IN, "S", OF_THREAD),
            right(SIGNED_IN, "I", OF_MY_THREAD),
            right(Kind.LINK, "SI", LINKED_THREAD),
        ),
        authors={"user_id": "a trigger writes who answered, and how"},
    ),
    TableRights(
        REQUEST,
        "Requests with a clock: who owes an answer, about what, by when.",
        (
            right(SENDERS, "S", _read_by_us(REQUEST)),
            right(ASKERS, "U", _from_us(REQUEST)),
            right(ASKERS, "I", _in("ask", _from_us(REQUEST))),
            right(Kind.COACH, "U", _ASKED_BY_ME),
            right(Kind.COACH, "I", _in("ask", _ASKED_BY_ME)),
            right(
                Kind.EMPLOYER,
                "SU",
                Condition(
                    "put to the acting employer", "to_organization_id = (SELECT gainful.actor_organization())"
                ),
            ),
            right(SIGNED_IN, "SU", Condition("put to them", _to_me(REQUEST))),
            right(
                Kind.LINK,
                "SU",
                Condition("the link's request", f"id = (SELECT gainful.link_request()) AND {_OF_LINK}"),
            ),
        ),
        fixed={
            "organization_id": "a request stays with whoever asks",
            "to_organization_id": "a request stays with the organization it was put to",
            "participant_id": "a person answers for themselves",
            "asked_by_id": "who asked is told what came of it",
            **dict.fromkeys(("kind", "about_kind", "about_id", "asked_at"), "what was asked stays"),
        },
        authors={"asked_by_id": "it says who asked"},
        by_action=dict.fromkeys(("state", "closed_at"), "close_request"),
        begins={"state": "'open'", "closed_at": "NULL"},
        seen={"user_id": "accounts_user", "to_organization_id": "organizations_organization"},
        open_columns={"user_id": "a request may be handed to a colleague, who then reads it"},
    ),
    TableRights(
        "outbox_notice",
        "That something happened which others are to be told; the clock writes the words from the rows themselves.",
        (right((*SIGNED_IN, Kind.LINK), "I", _in("notice", Condition("not told yet", "told_at IS NULL"))),),
        authors={"user_id": "it says who did it"},
    ),
    TableRights(
        LINK,
        "Signed links for people without an account.",
        (
            right(SENDERS, "SU", _from_us(LINK)),
            right(SENDERS, "I", _in("make_link", _made_in_own_role(_from_us(LINK)))),
            right(
                Kind.VISITOR,
                "S",
                Condition("the link that they hold", "secret_hash = (SELECT gainful.subject('link'))"),
            ),
            right(
                Kind.LINK, "SU", Condition("the link itself, while open", "id = (SELECT gainful.open_link())")
            ),
        ),
        fixed={
            "organization_id": "a link opens what it was made for",
            "participant_id": "a link opens what it was made for",
            "about_kind": "a link opens what it was made for",
            "about_id": "a link opens what it was made for",
            "request_id": "a link opens what it was made for",
            "scope": "a link allows what it was made for",
            "secret_hash": "the secret was handed out",
            "sent_to": "letters to this address carry it",
            "handed_by_id": "the link ends with who handed it on",
            "created_by_id": "the link ends with its maker",
            "created_role": "the link ends with its maker",
            "expires_at": "the holder was told",
            "recipient": "an answer through it names them",
            "created_at": "when it was made",
        },
        once={
            "revoked_at": "nothing opens an ended link again",
            **dict.fromkeys(
                ("opened_at", "forwarded_at", "told_at", "first_browser"), "what was noted of its use stays"
            ),
        },
        begins={
            "revoked_at": "NULL",
            "opened_at": "NULL",
            "first_browser": "''",
            "handed_by_id": "NULL",
        },
        authors={"created_by_id": "it says who made it"},
        limits={
            Kind.LINK: ("uses_left", "opened_at", "first_browser", "other_browsers", "forwarded_at"),
        },
        falls={"uses_left": "a use is spent, never given back"},
        rises={"other_browsers": "it tells of every browser that opened it"},
    ),
)
