"""Rights on records exchanged by file, on measures entered once, and on a person's word to another agency."""

from __future__ import annotations

from collections.abc import Callable

from gainful.domain.accounts.rights_sql import CONFIRMED
from gainful.domain.participants.rights_sql import consented_sql, is_self
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

EXCHANGED, HANDED = "participants_exchangedrecord", "participants_handedover"
MEASURE, CLAIM = "participants_sharedmeasure", "participants_recordclaim"


def _measured(table: str) -> Condition:
    words = "people whose consent to the acting organization has the scope “measures” and is in force"
    return Condition(words, consented_sql(table, "measures", "participant_id"))


def exchange_tables(ours: Condition, own: Callable[..., Condition]) -> tuple[TableRights, ...]:
    """Return the rights on the four tables; `ours` and `own` are the conditions that all of the app shares."""
    managers = Kind.PROGRAM_MANAGER
    answered = ("state", "answered_at", "answered_by_id", "merge_id")
    for_us = Condition(f"{ours.words}, to which the person turned", ours.sql)
    return (
        TableRights(
            EXCHANGED,
            "Records here whose owner is another system.",
            (right(managers, "SIU", ours), right(SIGNED_IN, "S", own(EXCHANGED))),
            history=(right(managers, "S", ours), right(SIGNED_IN, "S", own(f"{EXCHANGED}event"))),
            fixed=dict.fromkeys(
                ("organization_id", "participant_id", "owner", "record", "received_by_id"),
                "whose record it is stays: its owner alone ends it",
            ),
            authors={"received_by_id": "it says who brought the file"},
            begins={"state": "'present'"},
            seen={"participant_id": "participants_participant"},
        ),
        TableRights(
            HANDED,
            "Which of our records stood in a file for which other system.",
            (right(managers, "SIU", ours),),
            fixed=dict.fromkeys(("organization_id", "partner", "record", "first_at"), "what was passed on stays so"),
        ),
        TableRights(
            MEASURE,
            "Income, credit and housing, entered once; rows are added, never changed.",
            (
                right(STAFF, "S", _measured(MEASURE)),
                right(STAFF, "I", Condition(f"{_measured(MEASURE).words}; of the acting organization",
                                            f"({_measured(MEASURE).sql}) AND {ours.sql}")),
                right(SIGNED_IN, "S", own(MEASURE)),
                right(SIGNED_IN, "I", Condition("their own, of no organization",
                                                f"({own(MEASURE).sql}) AND organization_id IS NULL")),
            ),
            history=(
                right(STAFF, "S", _measured(f"{MEASURE}event")),
                right(SIGNED_IN, "S", own(f"{MEASURE}event")),
            ),
            authors={"entered_by_id": "it says who entered it"},
            seen={"participant_id": "participants_participant"},
        ),
        TableRights(
            CLAIM,
            "What a person tells an agency so that it finds their record there.",
            (
                right(managers, "SU", for_us),
                right(SIGNED_IN, "SU", own(CLAIM)),
                right(SIGNED_IN, "I", Condition("about themselves", is_self(f"{CLAIM}.participant_id"))),
            ),
            history=(right(managers, "S", for_us), right(SIGNED_IN, "S", own(f"{CLAIM}event"))),
            fixed={
                **dict.fromkeys(
                    (
                        "participant_id", "organization_id", "name", "birth_date", "email", "phone", "code", "scopes",
                        "until", "keeps", "asked_at",
                    ),
                    "what was told stays; something else is told anew",
                ),
                "told_at": "the clock writes it",
            },
            by_action=dict.fromkeys(answered, "move_claim"),
            begins={"state": "'asked'", "told_at": "NULL", **dict.fromkeys(answered[1:], "NULL")},
            limits={Kind.PARTICIPANT: ("state", "answered_at")},
            seen={"organization_id": "organizations_organization"},
        ),
    )  # fmt: skip


PASSED_ON = """
CREATE OR REPLACE FUNCTION gainful.ended_records(records uuid[]) RETURNS TABLE (record uuid, erased boolean)
  LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.record, p.id IS NULL FROM unnest(records) AS r(record)
    LEFT JOIN participants_participant p ON p.id = r.record
  WHERE EXISTS (SELECT FROM participants_handedover h
      WHERE h.record = r.record AND h.organization_id = (SELECT gainful.staff_organization()))
    AND (p.id IS NULL OR p.merged_into_id IS NOT NULL OR NOT EXISTS (SELECT FROM participants_consent c
      WHERE c.participant_id = p.id AND c.organization_id = (SELECT gainful.staff_organization())
        AND c.revoked_at IS NULL AND c.expires_at > now() AND c.scopes @> ARRAY['profile', 'exchange']::varchar[]))
$$;
"""
"""Which of the records that the acting organization passed on have ended since, and whether by an erasure."""

CLAIMED = f"""
CREATE OR REPLACE FUNCTION gainful.told_own_address(claim uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {CLAIM} c JOIN participants_participant p ON p.id = c.participant_id
    JOIN accounts_user u ON u.id = p.user_id
    WHERE c.id = claim AND c.organization_id = (SELECT gainful.staff_organization())
      AND lower(c.email) = lower(u.email) AND {CONFIRMED.format("u")})
$$;
"""
"""Whether the address in a claim to the acting organization is the confirmed one of whoever claims."""
