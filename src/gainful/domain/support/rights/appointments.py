"""Rights on appointments: the agency, the person, the service through the referral's link, a calendar by its link."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

APPOINTMENT = "support_appointment"
_OURS = "organization_id = (SELECT gainful.staff_organization())"


def _ours(table: str) -> Condition:
    people = consented(table, "support")
    return Condition(f"of the acting organization, of {people.words}", f"{_OURS} AND {people.sql}")


OURS = _ours(APPOINTMENT)
LINKED = Condition("of the link's referral", "referral_id = (SELECT gainful.linked_referral())")
NEW_LINKED = Condition(
    "of the link's referral, with its person, for the agency that sent it",
    "referral_id = (SELECT gainful.linked_referral()) AND organization_id = (SELECT gainful.link_organization())"
    " AND host_id IS NULL"
    " AND participant_id = (SELECT r.participant_id FROM support_referral r WHERE r.id = referral_id)",
)
IN_CALENDAR = Condition(
    "of the calendar that the link opens",
    f"{APPOINTMENT}.id IN (SELECT gainful.calendar_appointments())",
)
WE_LEAD = Condition("of the acting organization", _OURS)
_MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
_SETTLED = ("state", "cancelled_by", "cancel_reason", "settled_at", "is_late_cancel", "rule_number")
_TIME = ("starts_at", "ends_at", "zone", "times_moved")
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

TABLES = (
    TableRights(
        APPOINTMENT,
        "Appointments, kept, moved, cancelled or missed.",
        (
            right(STAFF, "SIU", OURS),
            right(SIGNED_IN, "SU", own(APPOINTMENT)),
            right(Kind.LINK, "SU", LINKED),
            right(Kind.LINK, "I", NEW_LINKED),
            right(Kind.LINK, "S", IN_CALENDAR),
        ),
        history=(right(STAFF, "S", _ours(f"{APPOINTMENT}event")), right(SIGNED_IN, "S", own(f"{APPOINTMENT}event"))),
        fixed={
            "organization_id": "an appointment stays with its agency",
            "participant_id": "an appointment is one person's",
            "referral_id": "an appointment stays with its referral",
            "created_by_id": "who made it stays so",
        },
        by_action=dict.fromkeys((*_SETTLED, *_TIME, "host_id"), "move_appointment"),
        begins={"state": "'booked'", "cancelled_by": "''", "settled_at": "NULL", "times_moved": "0"},
        authors={"created_by_id": "it says who made it"},
        seen={"referral_id": "support_referral", "host_id": "accounts_user"},
        limits={
            Kind.PARTICIPANT: (*_SETTLED, "updated_at"),
            Kind.LINK: (*_SETTLED, *_TIME, "place", "how_to_get_there", "call", "updated_at"),
        },
    ),
    TableRights(
        "support_noshowrule",
        "What counts as not coming, by version; rows are added, never changed.",
        (right(STAFF, "S", WE_LEAD), right(_MANAGERS, "I", WE_LEAD)),
        authors={"created_by_id": "it says who made it"},
    ),
    TableRights("support_calendar", "Numbers of calendars; a trigger gives them."),
    TableRights("support_booking", "Time that is taken; a trigger writes it."),
)  # fmt: skip

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.calendar_appointments() RETURNS SETOF uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT a.id FROM {APPOINTMENT} a WHERE gainful.link_scope() IN ('calendar', 'staff_calendar') AND (
    (a.participant_id = gainful.link_about('person_calendar') AND gainful.systems_link())
    OR (a.host_id = gainful.link_about('staff_calendar') AND a.organization_id = gainful.link_organization()
      AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = a.participant_id
        AND c.organization_id = a.organization_id AND c.revoked_at IS NULL AND c.expires_at > now()
        AND 'support' = ANY (c.scopes))))
$$;
"""
"""What a calendar's link shows: a person's own appointments; a coach's, of people whose consent is in force."""

_HEAD = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"
TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.take_time() {_HEAD}
DECLARE line bigint; first bigint; past bigint;
BEGIN
  DELETE FROM support_booking b WHERE b.appointment_id = NEW.id;
  IF NEW.state <> 'booked' THEN RETURN NULL; END IF;
  first := floor(extract(epoch FROM NEW.starts_at) / 60);
  past := ceil(extract(epoch FROM NEW.ends_at) / 60);
  INSERT INTO support_calendar (participant_id) VALUES (NEW.participant_id) ON CONFLICT (participant_id) DO NOTHING;
  SELECT c.id INTO line FROM support_calendar c WHERE c.participant_id = NEW.participant_id;
  INSERT INTO support_booking (appointment_id, calendar_id, during)
    VALUES (NEW.id, line, int8range(line * 4294967296 + first, line * 4294967296 + past, '[)'));
  IF NEW.host_id IS NOT NULL THEN
    INSERT INTO support_calendar (user_id) VALUES (NEW.host_id) ON CONFLICT (user_id) DO NOTHING;
    SELECT c.id INTO line FROM support_calendar c WHERE c.user_id = NEW.host_id;
    INSERT INTO support_booking (appointment_id, calendar_id, during)
      VALUES (NEW.id, line, int8range(line * 4294967296 + first, line * 4294967296 + past, '[)'));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_take_time AFTER INSERT OR UPDATE OF starts_at, ends_at, state, host_id ON {APPOINTMENT}
  FOR EACH ROW EXECUTE FUNCTION gainful.take_time();
"""
"""The time that a booked appointment takes, of the person and of who meets them; a cancelled one takes none."""
