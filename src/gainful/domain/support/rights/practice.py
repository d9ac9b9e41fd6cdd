"""Rights on practice agreements: the agency, the person, and host and current employer through a manager's link."""

from __future__ import annotations

from gainful.domain.participants.rights import own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right
from gainful.domain.support.rights.common import ours_by_name

AGREEMENT, SIGNATURE, WEEK = (
    "support_practiceagreement", "support_practicesignature", "support_practiceweek",
)  # fmt: skip
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"
LINKED = Condition(
    "the link's agreement, while the person's consent is in force", "id = (SELECT gainful.linked_practice())"
)
READABLE = f"agreement_id IN (SELECT id FROM {AGREEMENT})"
OF_AGREEMENT = Condition("of an agreement they may read", READABLE)
PARTIES = (*SIGNED_IN, Kind.LINK)


def _in(action: str, more: str = "", words: str = "") -> Condition:
    return Condition(
        f"{OF_AGREEMENT.words}{words}, in the action “{action}”",
        f"{READABLE} AND (SELECT gainful.action()) = '{action}'{more}",
    )


SIDES = (
    " AND CASE (SELECT gainful.actor_role()) WHEN 'link' THEN side = (SELECT gainful.practice_side())"
    " WHEN 'program_manager' THEN side = 'provider' WHEN 'participant' THEN side = 'participant' ELSE false END"
)
_TERMS = ("person_name", "kind", "host_name", "host_contact", "host_email", "employer_name", "employer_email", "work",
          "tasks", "learns", "place", "starts_on", "ends_on", "hours_per_week", "wage", "insurer",
          "insurance", "host_language", "employer_language")  # fmt: skip
_MOVED = ("state", "content_hash", "broken_off_on", "broken_off_by", "broken_off_why", "outcome", "review",
          "reviewed_by", "reviewed_at", "person_agrees", "person_words", "counter_signed_at")  # fmt: skip
_BY_PARTY = tuple(column for column in _MOVED if column != "content_hash")

TABLES = (
    TableRights(
        AGREEMENT,
        "Agreements about practice work.",
        (
            right(STAFF, "SIU", ours_by_name(AGREEMENT)),
            right(SIGNED_IN, "SU", own(AGREEMENT)),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(
            right(STAFF, "S", ours_by_name(f"{AGREEMENT}event")),
            right(SIGNED_IN, "S", own(f"{AGREEMENT}event")),
        ),
        fixed={
            "organization_id": "an agreement stays with its agency",
            "participant_id": "an agreement is one person's",
            "created_by_id": "who wrote it stays so",
        },
        by_action={**dict.fromkeys(_TERMS, "change_practice"), **dict.fromkeys(_MOVED, "move_practice")},
        begins={"state": "'draft'", "outcome": "''", "reviewed_at": "NULL", "counter_signed_at": "NULL"},
        authors={"created_by_id": "it says who wrote it"},
        seen={"participant_id": "participants_participant"},
        limits={Kind.PARTICIPANT: _BY_PARTY, Kind.LINK: _BY_PARTY},
    ),
    TableRights(
        SIGNATURE,
        "Signatures under practice agreements; rows are added, never changed.",
        (
            right(PARTIES, "S", OF_AGREEMENT),
            right(PARTIES, "I", _in("sign_practice", SIDES, ", for their own side")),
        ),
        history=(right((*STAFF, Kind.PARTICIPANT), "S", OF_AGREEMENT),),
        authors={"user_id": "it says who signed"},
    ),
    TableRights(
        WEEK,
        "Hours of practice work, week by week.",
        (
            right(PARTIES, "S", OF_AGREEMENT),
            right(PARTIES, "IU", _in("log_practice")),
        ),
        history=(right((*STAFF, Kind.PARTICIPANT), "S", OF_AGREEMENT),),
        fixed={
            "agreement_id": "a week stays in its agreement",
            "week_on": "another week is another row",
            "entered_at": "the clock writes it",
        },
        by_action=dict.fromkeys(("hours", "words", "confirmed_by", "confirmed_at"), "log_practice"),
        begins={"entered_at": "NULL"},
        limits={Kind.PARTICIPANT: ("hours", "words", "logged_by", "logged_at")},
    ),
)

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.practice_side() RETURNS text LANGUAGE sql {AS_OWNER} AS $$
  SELECT CASE gainful.link_scope() WHEN 'practice_host' THEN 'host' WHEN 'practice_employer' THEN 'employer'
    WHEN 'practice_person' THEN 'participant' END
$$;
CREATE OR REPLACE FUNCTION gainful.linked_practice() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT a.id FROM {AGREEMENT} a WHERE a.id = gainful.link_about('practice')
    AND a.organization_id = gainful.link_organization() AND gainful.managers_link()
    AND gainful.practice_side() IS NOT NULL AND a.state NOT IN ('draft', 'withdrawn')
    AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = a.participant_id
      AND c.organization_id = a.organization_id AND c.revoked_at IS NULL AND c.expires_at > now()
      AND c.scopes @> ARRAY['profile', 'support']::varchar[])
$$;
DROP FUNCTION IF EXISTS gainful.note_practice_read();
CREATE OR REPLACE FUNCTION gainful.note_practice_read(insider text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE wanted uuid := gainful.linked_practice(); who text; whose text; said text;
BEGIN
  IF gainful.practice_side() = 'participant' AND insider = '' THEN RETURN; END IF;
  SELECT left(coalesce(nullif(insider, ''), nullif(l.recipient, ''), 'holder of a link'), 200),
    CASE WHEN insider <> '' THEN o.name WHEN gainful.practice_side() = 'host' THEN a.host_name
      ELSE a.employer_name END, a.work
    INTO who, whose, said FROM {AGREEMENT} a, outbox_signedlink l JOIN organizations_organization o
    ON o.id = l.organization_id WHERE a.id = wanted AND l.id = gainful.open_link();
  INSERT INTO participants_readlog (id, participant_id, reader, organization_name, what, reason, at)
  SELECT gen_random_uuid(), a.participant_id, who, whose, 'Practice agreement opened', said, clock_timestamp()
  FROM {AGREEMENT} a WHERE a.id = wanted AND who IS NOT NULL
    AND NOT EXISTS (SELECT FROM participants_readlog r WHERE r.participant_id = a.participant_id
      AND r.what = 'Practice agreement opened' AND r.reader = who AND r.at > now() - interval '1 hour');
END $$;
CREATE OR REPLACE FUNCTION gainful.practice_signed_how() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE desk boolean := NEW.way = 'desk';
BEGIN
  IF coalesce(gainful.actor_role(), '') NOT IN ('link', 'participant', 'program_manager') THEN RETURN NEW; END IF;
  NEW.link_id := NULL; NEW.way := 'account'; NEW.handed_by := '';
  IF gainful.actor_role() = 'link' THEN
    SELECT l.id, CASE WHEN l.sent_to = '' THEN 'handed' WHEN desk THEN 'desk' ELSE 'letter' END,
      CASE l.sent_to WHEN '' THEN left(coalesce(nullif(u.name, ''), u.email, ''), 200) ELSE '' END
    INTO NEW.link_id, NEW.way, NEW.handed_by
    FROM outbox_signedlink l LEFT JOIN accounts_user u ON u.id = l.created_by_id WHERE l.id = gainful.open_link();
  END IF;
  RETURN NEW;
END $$;
"""
"""What the holder of a manager's link came for, on which side, while the consent holds; their look is noted, under
the name of a member of the agency who is signed in at that browser. How a signature came is not for its maker to say.
"""
TRIGGERS = f"""
CREATE TRIGGER gainful_practice_signed_how BEFORE INSERT ON {SIGNATURE}
  FOR EACH ROW EXECUTE FUNCTION gainful.practice_signed_how();
"""
