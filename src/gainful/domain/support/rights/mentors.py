"""Rights on mentors: the agency that keeps the register, the graduate, the person, and a mentor through a link."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right
from gainful.domain.support.rights.common import mine_for_helper, ours, ours_by_name

MENTOR, PAIR, TALK, WISH = (
    "support_mentor", "support_mentorship", "support_mentortalk", "support_mentorwish",
)  # fmt: skip
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"
_OURS = "organization_id = (SELECT gainful.staff_organization())"


def _register(table: str) -> Condition:
    return Condition(
        f"of the acting organization: volunteers, and graduates among {consented(table, 'profile').words}",
        f"{_OURS} AND (participant_id IS NULL OR {consented(table, 'profile').sql})",
    )


LINKED = Condition(
    "the link's pair, while the person's consent is in force", "id = (SELECT gainful.linked_mentorship())"
)
OF_PAIR = Condition("of a pair they may read", f"mentorship_id IN (SELECT id FROM {PAIR})")
PARTIES = (*SIGNED_IN, Kind.LINK)
_SAID = ("gives", "languages", "times", "capacity", "state", "answered_at", "job_title", "employer_name",
         "occupation_code")  # fmt: skip
_MOVED = ("state", "started_at", "ended_at", "ended_by", "ended_words")

TABLES = (
    TableRights(
        MENTOR,
        "People who give time: graduates first.",
        (
            right(STAFF, "SIU", _register(MENTOR)),
            right(SIGNED_IN, "SU", own(MENTOR)),
        ),
        history=(right(STAFF, "S", _register(f"{MENTOR}event")), right(SIGNED_IN, "S", own(f"{MENTOR}event"))),
        fixed={
            "organization_id": "a mentor stays with the agency that asked",
            "participant_id": "whose entry it is stays so",
            **dict.fromkeys(("asked_at", "asked_month"), "the clock asks"),
        },
        by_action={"state": "move_mentor", "answered_at": "move_mentor"},
        begins={"asked_at": "NULL", "asked_month": "NULL"},
        seen={"participant_id": "participants_participant"},
        limits={Kind.PARTICIPANT: _SAID},
    ),
    TableRights(
        WISH,
        "Who wants a mentor, in which languages and when.",
        (
            right(STAFF, "SIU", ours(WISH)),
            right(SIGNED_IN, "SU", own(WISH)),
            right(SIGNED_IN, "I", mine_for_helper(WISH)),
        ),
        history=(right(STAFF, "S", ours(f"{WISH}event")), right(SIGNED_IN, "S", own(f"{WISH}event"))),
        fixed={
            "organization_id": "a wish stays with the agency that helps",
            "participant_id": "a wish is one person's",
        },
        seen={"participant_id": "participants_participant"},
    ),
    TableRights(
        PAIR,
        "A mentor and a person.",
        (
            right(STAFF, "SIU", ours_by_name(PAIR)),
            right(SIGNED_IN, "SU", own(PAIR)),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(right(STAFF, "S", ours_by_name(f"{PAIR}event")), right(SIGNED_IN, "S", own(f"{PAIR}event"))),
        fixed=dict.fromkeys(
            ("organization_id", "mentor_id", "participant_id", "mentor_name", "mentor_job", "person_name", "reasons",
             "proposed_by_id", "proposed_at"),
            "whom and why stays; another mentor is another pair",
        ),
        by_action=dict.fromkeys(_MOVED, "move_pair"),
        begins={"state": "'proposed'", "started_at": "NULL", "ended_at": "NULL"},
        authors={"proposed_by_id": "it says who proposed it"},
        seen={"mentor_id": MENTOR, "participant_id": "participants_participant"},
        limits={Kind.PARTICIPANT: _MOVED, Kind.LINK: _MOVED},
    ),
    TableRights(
        TALK,
        "Talks of a mentor and a person; rows are added, never changed.",
        (
            right(PARTIES, "S", OF_PAIR),
            right(
                PARTIES,
                "I",
                Condition(
                    f"{OF_PAIR.words}, in the action “write_talk”",
                    f"{OF_PAIR.sql} AND (SELECT gainful.action()) = 'write_talk'",
                ),
            ),
        ),
        history=(right((*STAFF, Kind.PARTICIPANT), "S", OF_PAIR),),
    ),
)  # fmt: skip

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.linked_mentorship() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT m.id FROM {PAIR} m WHERE m.id = gainful.link_about('mentorship')
    AND m.organization_id = gainful.link_organization() AND gainful.link_scope() = 'mentor_pair'
    AND m.state IN ('offered', 'active', 'ended', 'declined')
    AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = m.participant_id
      AND c.organization_id = m.organization_id AND c.revoked_at IS NULL AND c.expires_at > now()
      AND c.scopes @> ARRAY['profile', 'support']::varchar[])
$$;
CREATE OR REPLACE FUNCTION gainful.mentor_meets(wanted uuid) RETURNS bigint LANGUAGE sql {AS_OWNER} AS $$
  SELECT count(*) FROM {PAIR} p JOIN {MENTOR} m ON m.id = p.mentor_id WHERE p.mentor_id = wanted
    AND p.state IN ('proposed', 'offered', 'active')
    AND (NOT gainful.is_web() OR m.organization_id = gainful.staff_organization())
$$;
CREATE OR REPLACE FUNCTION gainful.note_mentor_read() RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO participants_readlog (id, participant_id, reader, organization_name, what, reason, at)
  SELECT gen_random_uuid(), m.participant_id, m.mentor_name, '', 'Opened by a mentor', '', clock_timestamp()
  FROM {PAIR} m WHERE m.id = gainful.linked_mentorship() AND NOT EXISTS (SELECT FROM participants_readlog r
    WHERE r.participant_id = m.participant_id AND r.what = 'Opened by a mentor' AND r.reader = m.mentor_name
    AND r.at > now() - interval '1 hour')
$$;
"""
"""A mentor reads of a person who wants them the name and why they were matched, nothing else; the look is noted.

`mentor_meets` counts people whom staff may not see now, too: they take a mentor's room all the same.
"""

_OPEN = "('proposed', 'offered', 'active')"
TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.mentor_has_room() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE most smallint;
BEGIN
  IF NEW.state NOT IN {_OPEN} OR (TG_OP = 'UPDATE' AND OLD.state IN {_OPEN} AND OLD.mentor_id = NEW.mentor_id) THEN
    RETURN NEW;
  END IF;
  SELECT m.capacity INTO most FROM {MENTOR} m WHERE m.id = NEW.mentor_id FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM {PAIR} p
      WHERE p.mentor_id = NEW.mentor_id AND p.id <> NEW.id AND p.state IN {_OPEN}) >= most THEN
    RAISE EXCEPTION 'this mentor takes no more people' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_mentor_has_room BEFORE INSERT OR UPDATE OF state, mentor_id ON {PAIR}
  FOR EACH ROW EXECUTE FUNCTION gainful.mentor_has_room();
"""
"""Two who propose one mentor at the same moment wait for each other: a mentor has no more people than they said.

Whoever has a place keeps it when the mentor takes fewer from now on.
"""
