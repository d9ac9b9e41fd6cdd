"""Rights on people's records: the person, and staff of an organization with a consent in force."""

from __future__ import annotations

from collections.abc import Iterable

from gainful.domain.participants.rights_duplicates import KEPT_PEOPLE, duplicate_tables
from gainful.domain.participants.rights_exchange import CLAIMED, PASSED_ON, exchange_tables
from gainful.domain.participants.rights_sharing import BREAK_GLASS, sharing_tables
from gainful.domain.participants.rights_sql import FUNCTIONS as OF_PEOPLE
from gainful.domain.participants.rights_sql import TRIGGERS, consented_sql, is_self
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, Right, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS", "either"]
FUNCTIONS = f"{OF_PEOPLE}{KEPT_PEOPLE}{BREAK_GLASS}{PASSED_ON}{CLAIMED}"

MINE = "organization_id = (SELECT gainful.staff_organization())"


def consented(table: str, scope: str, column: str = "participant_id") -> Condition:
    """Return the condition: the person consented to the acting organization, in this scope, and it is in force."""
    return Condition(
        f"people whose consent to the acting organization has the scope “{scope}” and is in force",
        consented_sql(table, scope, column),
    )


def own(table: str, column: str = "participant_id") -> Condition:
    """Return the condition: the row is about the person signed in."""
    return Condition("their own record", is_self(f"{table}.{column}"))


def either(table: str, scope: str, verbs: str, column: str = "participant_id") -> tuple[Right, ...]:
    """Return the rights of staff under a consent and of the person."""
    return (
        right(STAFF, verbs, consented(table, scope, column)),
        right(SIGNED_IN, verbs, own(table, column)),
    )


def part(
    name: str, about: str, scope: str, *, authors: Iterable[str] = (), is_read: bool = False
) -> TableRights:
    """Return the rights on a part of the record that a scope of consent opens; `is_read`: read from a document."""
    table = f"participants_{name}"
    return TableRights(
        table,
        about,
        either(table, scope, "SIUD"),
        history=either(f"{table}event", scope, "S"),
        fixed={
            "participant_id": "a part of a record stays with its person",
            **dict.fromkeys(authors, "who brought it stays so"),
        },
        authors=dict.fromkeys(authors, "it says who brought it"),
        seen={"document_id": "participants_document"} if is_read else {},
    )


IMPORTERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
PERSON, CONSENT = "participants_participant", "participants_consent"
_NOT_TOO_LONG = "expires_at <= now() + interval '1831 days'"
"""Five years, as `grant_consent` allows, and a day for its time zone."""
OF_ORGANIZATION = Condition("of the acting organization", MINE)
OF_EMPLOYER = Condition(
    "of the acting employer, its own workforce",
    "organization_id = (SELECT gainful.employer_organization()) AND kind = 'workforce'",
)
OF_LAYOFF = Condition(
    "of a layoff of the acting organization, people they may read",
    f"layoff_id IN (SELECT id FROM participants_layoff) AND participant_id IN (SELECT id FROM {PERSON})",
)
SHARING = sharing_tables(OF_ORGANIZATION, own)
DUPLICATES = duplicate_tables(OF_ORGANIZATION, own)
EXCHANGE = exchange_tables(OF_ORGANIZATION, own)

TABLES = (
    TableRights(
        PERSON,
        "People: how to reach them, what work they can take.",
        (
            *either(PERSON, "profile", "SU", "id"),
            right(
                STAFF,
                "I",
                Condition(
                    "registered by the acting organization",
                    "registered_by_id = (SELECT gainful.staff_organization())",
                ),
            ),
        ),
        history=either(f"{PERSON}event", "profile", "S", "pgh_obj_id"),
        fixed={
            "user_id": "whose record it is was settled when the account was made",
            "registered_by_id": "who registered the person may attest consents",
            "merged_into_id": "a merge puts records together",
        },
        begins={"user_id": "NULL", "merged_into_id": "NULL"},
    ),
    part("characteristic", "Protected characteristics, for fairness checks only.", "fairness"),
    part("barrier", "What stands between a person and a job.", "support"),
    part("document", "Résumés as read.", "profile", authors=["uploaded_by_id"]),
    part("workhistory", "Jobs held.", "profile", is_read=True),
    part("participantcredential", "Credentials.", "profile", is_read=True),
    part("heldcompetency", "Competencies held.", "profile", is_read=True),
    TableRights(
        "participants_participantlevels",
        "Levels worked out for matching; no history, as they can be worked out again.",
        either("participants_participantlevels", "matching", "SIUD"),
        fixed={"participant_id": "levels stay with their person"},
    ),
    TableRights(
        CONSENT,
        "Who may see a person, which parts, until when.",
        (
            right(STAFF, "S", OF_ORGANIZATION),
            right(SIGNED_IN, "S", own(CONSENT)),
            right(
                SIGNED_IN,
                "I",
                Condition(
                    "their own, given by themselves, for five years at most",
                    f"({own(CONSENT).sql}) AND basis = 'own_account' AND attested_by_id IS NULL AND {_NOT_TOO_LONG}",
                ),
            ),
            right(
                STAFF,
                "I",
                Condition(
                    "of the acting organization, for people it registered who took none back themselves,"
                    " attested by whoever acts, for five years at most",
                    f"{MINE} AND gainful.may_attest(participant_id, organization_id)"
                    " AND basis NOT IN ('own_account', 'emergency')"
                    f" AND attested_by_id = (SELECT gainful.actor_user()) AND {_NOT_TOO_LONG}",
                ),
            ),
            right(
                STAFF,
                "U",
                Condition("in force, of the acting organization", f"revoked_at IS NULL AND {MINE}"),
                after=Condition("taken back", f"{MINE} AND revoked_at IS NOT NULL"),
            ),
            right(
                SIGNED_IN,
                "U",
                Condition("their own, in force", f"revoked_at IS NULL AND {own(CONSENT).sql}"),
                after=own(CONSENT),
            ),
        ),
        history=(
            right(STAFF, "S", OF_ORGANIZATION),
            right(SIGNED_IN, "S", own(f"{CONSENT}event")),
        ),
        fixed={
            "participant_id": "a consent is one person's",
            "organization_id": "a consent is given to one organization",
            "scopes": "what was agreed stays; another scope is another consent",
            "granted_at": "when it was given",
            "expires_at": "what was agreed stays; another end is another consent",
            "basis": "how it was given",
            "purpose": "what for: another purpose is another consent",
            "attested_by_id": "who attested it stays so",
        },
        once={"revoked_at": "taken back stays taken back"},
        begins={"revoked_at": "NULL"},
        authors={"attested_by_id": "it says who attested it"},
    ),
    *SHARING,
    *DUPLICATES,
    *EXCHANGE,
    TableRights(
        "participants_readlog",
        "Who looked at whom; rows are added, never changed.",
        (
            right(SIGNED_IN, "S", own("participants_readlog")),
            right(STAFF, "S", OF_ORGANIZATION),
            right(
                STAFF,
                "I",
                Condition(
                    "the reader themself, for the acting organization, of people who let it see any part",
                    f"user_id = (SELECT gainful.actor_user()) AND {MINE} AND at BETWEEN now() - interval '1 hour' AND"
                    " now() + interval '1 hour' AND reader = (SELECT left(coalesce(nullif(u.name, ''), u.email), 200)"
                    " FROM accounts_user u WHERE u.id = (SELECT gainful.actor_user())) AND organization_name ="
                    " (SELECT left(o.name, 200) FROM organizations_organization o"
                    " WHERE o.id = (SELECT gainful.actor_organization()))"
                    f" AND EXISTS (SELECT FROM {CONSENT} c WHERE c.participant_id = participants_readlog.participant_id"
                    " AND c.organization_id = (SELECT gainful.staff_organization()) AND c.revoked_at IS NULL"
                    " AND c.expires_at > now())",
                ),
            ),
        ),
    ),
    TableRights(
        "participants_layoff",
        "Layoffs whose people an organization looks for jobs for.",
        (right(STAFF, "S", OF_ORGANIZATION), right(IMPORTERS, "IU", OF_ORGANIZATION)),
        history=(right(STAFF, "S", OF_ORGANIZATION),),
        fixed={
            "organization_id": "a layoff stays with who keeps it",
            "created_by_id": "who brought it stays so",
        },
        authors={"created_by_id": "it says who brought it"},
    ),
    TableRights(
        "participants_layoffplace",
        "People of a layoff's roster.",
        (
            right(STAFF, "S", OF_LAYOFF),
            right(IMPORTERS, "ID", OF_LAYOFF),
            right(SIGNED_IN, "S", own("participants_layoffplace")),
        ),
        history=(right(STAFF, "S", OF_LAYOFF),),
    ),
    TableRights(
        "participants_importbatch",
        "Files of people, courses or an employer's workforce being read.",
        (right(IMPORTERS, "SIUD", OF_ORGANIZATION), right(Kind.EMPLOYER, "SIUD", OF_EMPLOYER)),
        history=(right(IMPORTERS, "S", OF_ORGANIZATION), right(Kind.EMPLOYER, "S", OF_EMPLOYER)),
        fixed={
            "kind": "what a file holds decides who may save it",
            "organization_id": "an import stays with its organization",
            "created_by_id": "who brought it stays so",
        },
        authors={"created_by_id": "it says who brought it"},
        open_columns={
            "asked_by_id": "the worker acts as this person, so a trigger lets only the person be named"
        },
    ),
    TableRights(
        "participants_importrow",
        "Lines of such a file.",
        (
            right(
                (*IMPORTERS, Kind.EMPLOYER),
                "SIUD",
                Condition(
                    "of an import of the acting organization",
                    "EXISTS (SELECT 1 FROM participants_importbatch b WHERE b.id = batch_id)",
                ),
            ),
        ),
        fixed={"batch_id": "a line stays in its file"},
    ),
)
