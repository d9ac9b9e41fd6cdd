"""Rights on requests to see a person and on emergency looks; the one function that opens a record in an emergency."""

from __future__ import annotations

from collections.abc import Callable

from gainful.domain.participants.rights_sql import is_self
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

ACCESS, EMERGENCY = "participants_accessrequest", "participants_emergencyaccess"
WORKERS = (Kind.PROGRAM_MANAGER, Kind.COACH)
HOURS = 24
MOST_A_DAY = 5
SHORTEST_REASON = 20


def _to_me(table: str) -> Condition:
    return Condition(
        "sent to the confirmed address of their own account, where they have a record",
        f"lower({table}.email) = (SELECT gainful.confirmed_address())"
        " AND EXISTS (SELECT gainful.own_participants())",
    )


def sharing_tables(ours: Condition, own: Callable[..., Condition]) -> tuple[TableRights, ...]:
    """Return the rights on both tables; `ours` and `own` are the conditions that all of the app shares."""
    return (
        TableRights(
            ACCESS,
            "Requests of agencies to see the holder of an address; they point at no record.",
            (
                right(STAFF, "S", ours),
                right(WORKERS, "IU", ours),
                right(SIGNED_IN, "SU", _to_me(ACCESS)),
            ),
            history=(right(STAFF, "S", ours), right(SIGNED_IN, "S", _to_me(f"{ACCESS}event"))),
            fixed={
                **dict.fromkeys(
                    ("organization_id", "asked_by_id", "asker_name", "email", "scopes", "purpose", "until", "asked_at"),
                    "what was asked stays; something else is another request",
                ),
                "told_at": "the clock writes it",
            },
            by_action=dict.fromkeys(("state", "answered_at", "consent_id"), "move_access"),
            begins={"state": "'asked'", "answered_at": "NULL", "told_at": "NULL", "consent_id": "NULL"},
            authors={"asked_by_id": "it says who asked"},
            seen={"consent_id": "participants_consent"},
            limits={Kind.PARTICIPANT: ("state", "answered_at", "consent_id")},
        ),
        TableRights(
            EMERGENCY,
            "Records opened without a consent in an emergency; made by a function alone.",
            (
                right(STAFF, "S", ours),
                right(
                    Kind.PROGRAM_MANAGER,
                    "U",
                    Condition(
                        "of the acting organization, opened by somebody else, not yet reviewed",
                        f"{ours.sql} AND state = 'open' AND user_id IS DISTINCT FROM (SELECT gainful.actor_user())",
                    ),
                    after=ours,
                ),
                right(SIGNED_IN, "S", Condition("their own record", is_self(f"{EMERGENCY}.participant_id"))),
            ),
            history=(right(STAFF, "S", ours), right(SIGNED_IN, "S", own(f"{EMERGENCY}event"))),
            fixed=dict.fromkeys(
                ("participant_id", "organization_id", "user_id", "user_name", "reason", "opened_at", "ends_at",
                 "consent_id", "told_at"),
                "what was done in the emergency stays as it was",
            ),
            by_action=dict.fromkeys(
                ("state", "reviewed_by_id", "reviewer_name", "reviewed_at", "review_note"), "review_emergency"
            ),
            authors={"user_id": "it says who looked"},
        ),
    )  # fmt: skip


BREAK_GLASS = f"""
CREATE OR REPLACE FUNCTION gainful.break_glass(named text, why text) RETURNS uuid LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine uuid := gainful.staff_organization(); me uuid := gainful.actor_user(); who text;
  person uuid; agreed uuid := gen_random_uuid(); made uuid := gen_random_uuid();
BEGIN
  IF mine IS NULL OR gainful.actor_role() NOT IN ('coach', 'program_manager') OR btrim(named) = ''
    OR length(btrim(why)) < {SHORTEST_REASON} OR (SELECT count(*) FROM {EMERGENCY} e
      WHERE e.user_id = me AND e.opened_at > now() - interval '1 day') >= {MOST_A_DAY} THEN RETURN NULL; END IF;
  SELECT p.id INTO person FROM participants_participant p
    WHERE p.registered_by_id = mine AND p.code = btrim(named)::varchar;
  IF person IS NULL THEN
    SELECT c.participant_id INTO person FROM participants_consent c
      JOIN participants_participant p ON p.id = c.participant_id LEFT JOIN accounts_user u ON u.id = p.user_id
      WHERE c.organization_id = mine AND lower(btrim(named)) IN (lower(p.email), lower(u.email))
      ORDER BY c.granted_at DESC, c.id LIMIT 1;
  END IF;
  IF person IS NULL OR EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = person
    AND c.organization_id = mine AND c.revoked_at IS NULL AND c.expires_at > now()) THEN RETURN NULL; END IF;
  SELECT left(coalesce(nullif(u.name, ''), u.email), 200) INTO who FROM accounts_user u WHERE u.id = me;
  UPDATE participants_consent c SET revoked_at = now()
    WHERE c.participant_id = person AND c.organization_id = mine AND c.revoked_at IS NULL;
  INSERT INTO participants_consent (id, participant_id, organization_id, scopes, granted_at, expires_at, basis,
    attested_by_id, note, purpose)
    VALUES (agreed, person, mine, ARRAY['profile', 'support'], now(), now() + interval '{HOURS} hours', 'emergency',
    me, '', left(btrim(why), 200));
  INSERT INTO {EMERGENCY} (id, participant_id, organization_id, user_id, user_name, reason, opened_at, ends_at,
    consent_id, state, reviewer_name, review_note)
    VALUES (made, person, mine, me, who, left(btrim(why), 400), now(), now() + interval '{HOURS} hours', agreed,
    'open', '', '');
  RETURN made;
END $$;
"""
"""Opens a record that the acting organization registered or was let in to before, for a day, name and support only.

It answers nothing where there is no such person, where they can be seen already, and where somebody opened five within
a day: the three look alike from outside, so nobody is found out by trying.
"""
