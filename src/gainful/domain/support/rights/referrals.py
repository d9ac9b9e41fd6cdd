"""Rights on referrals: the agency that sent one, the person, and the service through a link while the consent holds."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

REFERRAL, STEP = "support_referral", "support_referralstep"
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"
_OURS = "organization_id = (SELECT gainful.staff_organization())"


def _ours(table: str) -> Condition:
    people = consented(table, "support")
    return Condition(f"sent by the acting organization, of {people.words}", f"{_OURS} AND {people.sql}")


OURS = _ours(REFERRAL)
LINKED = Condition(
    "the link's referral, while the person's consent is in force",
    "id = (SELECT gainful.linked_referral())",
)
OF_REFERRAL = Condition("of a referral they may read", f"referral_id IN (SELECT id FROM {REFERRAL})")
NEW_STEP = Condition(
    "of a referral they may read, in the action “move_referral”",
    f"{OF_REFERRAL.sql} AND (SELECT gainful.action()) = 'move_referral'",
)
_ANSWER = ("state", "outcome", "declined_by", "decline_reason", "decline_note", "holds_place", "answered_at",
           "received_at", "received_said_by", "updated_at")  # fmt: skip
_MOVED = ("state", "outcome", "declined_by", "decline_reason", "decline_note", "holds_place", "answered_at",
          "received_at", "received_said_by", "closed_at", "handed_over_at", "handed_over_how")  # fmt: skip
_TOLD = "what the service was told, and what the person agreed to, stays"

TABLES = (
    TableRights(
        REFERRAL,
        "Referrals: a person, a service, and what came of it.",
        (
            right(STAFF, "SIU", OURS),
            right(SIGNED_IN, "SU", own(REFERRAL)),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(right(STAFF, "S", _ours(f"{REFERRAL}event")), right(SIGNED_IN, "S", own(f"{REFERRAL}event"))),
        fixed={
            "organization_id": "a referral stays with who sent it",
            "participant_id": "a referral is one person's",
            "service_id": "another service is another referral",
            "sent_by_id": "who sent it stays so",
            "follows_id": "what it follows stays so",
            **dict.fromkeys(("need", "message", "agreed_how", "agreed_at", "sent_at"), _TOLD),
        },
        by_action=dict.fromkeys(_MOVED, "move_referral"),
        begins={
            "outcome": "''", "declined_by": "''", "answered_at": "NULL", "received_at": "NULL", "closed_at": "NULL",
            "handed_over_at": "NULL",
        },
        authors={"sent_by_id": "it says who sent it"},
        seen={"service_id": "support_service", "location_id": "support_servicelocation",
              "follows_id": REFERRAL, "participant_id": "participants_participant"},
        limits={
            Kind.LINK: _ANSWER,
            Kind.PARTICIPANT: (*_ANSWER, "closed_at", "share_name", "share_phone", "share_email"),
        },
    ),
    TableRights(
        STEP,
        "Steps of referrals; rows are added, never changed.",
        (
            right((*SIGNED_IN, Kind.LINK), "S", OF_REFERRAL),
            right((*SIGNED_IN, Kind.LINK), "I", NEW_STEP),
        ),
        history=(right((*STAFF, Kind.PARTICIPANT), "S", OF_REFERRAL),),
        authors={"user_id": "it says who did it"},
    ),
)  # fmt: skip

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.linked_referral() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT r.id FROM {REFERRAL} r WHERE r.id = gainful.link_about('referral')
    AND r.organization_id = gainful.link_organization() AND EXISTS (SELECT FROM participants_consent c
      WHERE c.participant_id = r.participant_id AND c.organization_id = r.organization_id
      AND c.revoked_at IS NULL AND c.expires_at > now() AND 'support' = ANY (c.scopes))
$$;
CREATE OR REPLACE FUNCTION gainful.linked_service() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT r.service_id FROM {REFERRAL} r WHERE r.id = gainful.linked_referral()
$$;
CREATE OR REPLACE FUNCTION gainful.referred_person(OUT name text, OUT phone text, OUT email text,
  OUT through_agency boolean) LANGUAGE sql {AS_OWNER} AS $$
  SELECT CASE WHEN r.share_name THEN p.name ELSE '' END,
    CASE WHEN NOT r.share_phone THEN '' WHEN coalesce(k.safe_phone, '') <> '' THEN k.safe_phone
      WHEN coalesce(k.discreet, false) THEN '' ELSE p.phone END,
    CASE WHEN NOT r.share_email OR NOT coalesce(k.by_email, true) THEN ''
      WHEN coalesce(k.safe_email, '') <> '' THEN k.safe_email
      WHEN coalesce(k.discreet, false) THEN '' ELSE p.email END,
    coalesce(k.discreet, false)
  FROM {REFERRAL} r JOIN participants_participant p ON p.id = r.participant_id
    LEFT JOIN outbox_contactrules k ON k.participant_id = p.id
  WHERE r.id = gainful.linked_referral() AND r.state IN ('sent', 'accepted', 'scheduled', 'received')
$$;
"""
"""What the holder of a referral's link came for. Consent is asked at every look: a link whose consent ended or ran out
opens nothing. The person is named as they allow it now, by the addresses that are safe now: whoever must not be reached
at home is reached at the safe number or through the agency.
"""

_HEAD = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"
TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.count_place() {_HEAD}
DECLARE had boolean := TG_OP <> 'INSERT' AND OLD.holds_place; has boolean := TG_OP <> 'DELETE' AND NEW.holds_place;
BEGIN
  IF has AND NOT had THEN
    UPDATE support_service SET places_free = places_free - 1 WHERE id = NEW.service_id AND places_free > 0;
    IF NOT FOUND THEN
      IF EXISTS (SELECT FROM support_service s WHERE s.id = NEW.service_id AND s.places_free IS NOT NULL) THEN
        RAISE EXCEPTION 'no place is free' USING ERRCODE = 'check_violation', CONSTRAINT = 'support_place_free';
      END IF;
      NEW.holds_place := false;
    END IF;
  ELSIF had AND NOT has THEN
    UPDATE support_service SET places_free = least(places_free + 1, places)
      WHERE id = OLD.service_id AND places_free IS NOT NULL;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_count_place BEFORE INSERT OR UPDATE OF holds_place OR DELETE ON {REFERRAL}
  FOR EACH ROW EXECUTE FUNCTION gainful.count_place();
"""
"""A place is taken and given back in the statement that opens or ends the referral, whoever makes it: two who take the
last one at the same moment come one after the other, and the second is refused. A service that counts no places holds
none.
"""
