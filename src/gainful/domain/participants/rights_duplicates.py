"""Rights on pairs that may be one person, on merges and what they moved; where the ID of a merged record leads."""

from __future__ import annotations

from collections.abc import Callable

from gainful.domain.participants.rights_sql import consented_sql
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

PAIR, MERGE, ROW = "participants_duplicatepair", "participants_recordmerge", "participants_mergedrow"
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"


def duplicate_tables(ours: Condition, own: Callable[..., Condition]) -> tuple[TableRights, ...]:
    """Return the rights on the three tables; `ours` and `own` are the conditions that all of the app shares."""
    managers = Kind.PROGRAM_MANAGER
    shown = consented_sql(MERGE, "profile", "kept_id")
    both = Condition(
        "of the acting organization, both people visible to it",
        f"{ours.sql} AND first_id IN (SELECT id FROM participants_participant)"
        " AND second_id IN (SELECT id FROM participants_participant)",
    )
    decided = ("state", "decided_by_id", "decider_name", "decided_at", "note")
    return (
        TableRights(
            PAIR,
            "Two records of an agency that may be of one person.",
            (right(managers, "SIUD", both),),
            fixed={
                "organization_id": "a pair is looked at by the agency that found it",
                **dict.fromkeys(("first_id", "second_id"), "another pair is another row"),
            },
            by_action=dict.fromkeys(decided, "decide_pair"),
            begins={"state": "'open'", "decided_by_id": "NULL", "decided_at": "NULL"},
            authors={"decided_by_id": "it says who decided"},
            seen={"first_id": "participants_participant", "second_id": "participants_participant"},
        ),
        TableRights(
            MERGE,
            "Records that were put together; the system does it for a manager.",
            (right(STAFF, "S", ours), right(SIGNED_IN, "S", own(MERGE, "kept_id"))),
            history=(right(STAFF, "S", ours), right(SIGNED_IN, "S", own(f"{MERGE}event", "kept_id"))),
        ),
        TableRights(
            ROW,
            "What a merge moved, with what stood there before.",
            (right(managers, "S", Condition(
                "of a merge of the acting organization, while it may read the person; consents left out: they name whom"
                " else the person lets in",
                f"merge_id IN (SELECT id FROM {MERGE} WHERE {ours.sql} AND {shown})"
                f" AND {ROW}.table <> 'participants.Consent.participant'",
            )),),
        ),
    )  # fmt: skip


KEPT_PEOPLE = f"""
CREATE OR REPLACE FUNCTION gainful.kept_person(wanted uuid) RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT p.merged_into_id FROM participants_participant p WHERE p.id = wanted
$$;
CREATE OR REPLACE FUNCTION gainful.former_codes(person uuid) RETURNS SETOF text LANGUAGE sql {AS_OWNER} AS $$
  SELECT m.code::text FROM participants_participant m
  WHERE m.merged_into_id = person AND m.registered_by_id = (SELECT gainful.staff_organization()) ORDER BY 1
$$;
CREATE OR REPLACE FUNCTION gainful.kept_codes(codes text[]) RETURNS TABLE (code text, person uuid) LANGUAGE sql
  {AS_OWNER} AS $$
  SELECT p.code::text, p.merged_into_id FROM participants_participant p
  WHERE p.registered_by_id = (SELECT gainful.staff_organization()) AND p.merged_into_id IS NOT NULL
    AND p.code = ANY (codes::varchar[])
$$;
CREATE OR REPLACE FUNCTION gainful.moves_person() RETURNS boolean LANGUAGE sql STABLE
  RETURN NOT gainful.is_web() AND gainful.action() = 'merge_people';
"""
"""Where the id and the person ID of a record lead that was put into another; what they open is decided again.

`moves_person`: a merge or its undoing writes this row, so that what was signed may change whom it is about.
"""
