"""Rights on the directory: staff of the agency that keeps it, and people who let that agency in."""

from __future__ import annotations

from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

OURS = Condition(
    "of the acting organization's directory", "organization_id = (SELECT gainful.staff_organization())"
)
LET_IN = Condition(
    "of the directory of an agency they let in",
    "organization_id IN (SELECT c.organization_id FROM participants_consent c"
    " WHERE c.participant_id IN (SELECT gainful.own_participants()) AND c.revoked_at IS NULL"
    " AND c.expires_at > now())",
)
LINKED = Condition("the service that the link's referral is for", "id = (SELECT gainful.linked_service())")
LINKED_PROVIDER = Condition(
    "whoever provides the link's service",
    "id IN (SELECT s.provider_id FROM support_service s WHERE s.id = (SELECT gainful.linked_service()))",
)
OF_SERVICE = Condition("of a service they may read", "service_id IN (SELECT id FROM support_service)")
OF_OUR_SERVICE = Condition(
    "of a service of the acting organization's directory",
    "service_id IN (SELECT s.id FROM support_service s"
    " WHERE s.organization_id = (SELECT gainful.staff_organization()))",
)

TABLES = (
    TableRights(
        "support_provider",
        "Organizations that provide services.",
        (
            right(STAFF, "SIU", OURS),
            right(SIGNED_IN, "S", LET_IN),
            right(Kind.LINK, "S", LINKED_PROVIDER),
        ),
        history=(right(STAFF, "S", OURS),),
        fixed={"organization_id": "a directory is one agency's"},
    ),
    TableRights(
        "support_service",
        "Services that people are referred to.",
        (
            right(STAFF, "SIU", OURS),
            right(SIGNED_IN, "S", LET_IN),
            right(Kind.LINK, "S", LINKED),
        ),
        history=(right(STAFF, "S", OURS),),
        fixed={
            "organization_id": "a directory is one agency's",
            "provider_id": "a service stays with who provides it",
            "created_by_id": "who entered it stays so",
        },
        authors={"created_by_id": "it says who entered it"},
        seen={"provider_id": "support_provider"},
    ),
    TableRights(
        "support_servicelocation",
        "Where services are given.",
        (
            right(STAFF, "SIUD", OF_OUR_SERVICE),
            right((*SIGNED_IN, Kind.LINK), "S", OF_SERVICE),
        ),
        history=(right(STAFF, "S", OF_OUR_SERVICE),),
        fixed={"service_id": "a place stays with its service"},
    ),
)

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.guard_places() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() OR pg_trigger_depth() > 1 OR gainful.action() = 'set_places' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'places are counted by referrals, and set by the action that says so'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER gainful_guard_places BEFORE UPDATE OF places, places_free ON support_service FOR EACH ROW
  WHEN ((OLD.places, OLD.places_free) IS DISTINCT FROM (NEW.places, NEW.places_free))
  EXECUTE FUNCTION gainful.guard_places();
"""
"""Free places change with the referrals that hold them; what a provider says of them is written by `set_places`."""
