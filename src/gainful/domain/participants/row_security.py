"""The rule of participants in SQL: the person themself, or staff of an organization with a consent in force."""

from __future__ import annotations

STAFF_ROLES = ("operator", "program_manager", "coach")

MAY_ATTEST = """
CREATE OR REPLACE FUNCTION gainful.may_attest(person uuid, organization uuid) RETURNS boolean LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE acting text := gainful.actor_role(); registrar uuid; account uuid; answer boolean;
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  SELECT p.registered_by_id, p.user_id INTO registrar, account FROM participants_participant p WHERE p.id = person;
  answer := coalesce(registrar = organization, false);
  IF answer AND account IS NOT NULL THEN
    SELECT NOT coalesce(bool_or(c.organization_id = organization AND c.revoked_at IS NOT NULL), false) INTO answer
      FROM participants_consent c WHERE c.participant_id = person;
  END IF;
  PERFORM set_config('gainful.role', acting, true);
  RETURN answer;
END $$;
"""
"""Whether staff may attest a consent: their organization registered the person, who has not taken one back by an
account of their own. Each look-up names the person alone, so that no plan kept from a small table reads a large one.
"""

TAKEN_CODES = """
CREATE OR REPLACE FUNCTION gainful.taken_codes(codes text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.staff_organization();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  RETURN QUERY SELECT found.code::text FROM unnest(codes) AS asked(code) CROSS JOIN LATERAL (
    SELECT p.code FROM participants_participant p
    WHERE p.registered_by_id = mine AND p.code = asked.code::varchar OFFSET 0) AS found;
  PERFORM set_config('gainful.role', acting, true);
END $$;
"""
"""Which person IDs the acting organization has used: one look-up an ID, whatever the planner believes of sizes."""

FOUND_PEOPLE = """
CREATE OR REPLACE FUNCTION gainful.found_people(pattern text, address text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
  ROWS 1000 SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.staff_organization(); me uuid := gainful.actor_user();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  RETURN QUERY SELECT p.id FROM participants_participant p
    WHERE (p.name ILIKE pattern OR p.code ILIKE pattern OR upper(p.email) = upper(address))
      AND (acting = 'system' OR p.user_id = me OR EXISTS (
        SELECT FROM participants_consent c WHERE c.participant_id = p.id AND c.organization_id = mine
          AND c.revoked_at IS NULL AND c.expires_at > now() AND 'profile' = ANY (c.scopes)));
  PERFORM set_config('gainful.role', acting, true);
END $$;
"""
"""Whom a search finds, of those the actor may see. A comparison of text may tell what it saw, so PostgreSQL makes it
behind the rule of each row; here the text comes first and the rule only for who was found. The rule still stands
around it: this returns ids, and what they open is decided again.
"""

POOL_SIGNATURE = """
CREATE OR REPLACE FUNCTION gainful.pool_signature(OUT people bigint, OUT latest timestamptz, OUT ids bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.staff_organization(); me uuid := gainful.actor_user();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  SELECT count(*), max(p.updated_at), bit_xor(uuid_hash_extended(p.id, 0)) INTO people, latest, ids
    FROM participants_participant p
    WHERE acting = 'system' OR p.user_id = me OR p.id IN (
      SELECT c.participant_id FROM participants_consent c WHERE c.organization_id = mine AND c.revoked_at IS NULL
        AND c.expires_at > now() AND 'profile' = ANY (c.scopes));
  PERFORM set_config('gainful.role', acting, true);
END $$;
"""
"""How many people the actor may see, the newest change and which they are, as one set: every ranking asks it."""

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.staff_organization() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT m.organization_id FROM organizations_membership m
  WHERE m.user_id = gainful.actor_user() AND m.organization_id = gainful.actor_organization()
    AND m.ended_at IS NULL AND m.role IN {STAFF_ROLES} AND gainful.actor_role() IN {STAFF_ROLES} LIMIT 1
$$;
CREATE OR REPLACE FUNCTION gainful.own_participants() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 1
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  RETURN QUERY SELECT p.id FROM participants_participant p WHERE p.user_id = gainful.actor_user();
  PERFORM set_config('gainful.role', acting, true);
END $$;
CREATE OR REPLACE FUNCTION gainful.visible_participants(scope text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
  ROWS 20000 SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.staff_organization();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  IF mine IS NOT NULL THEN
    RETURN QUERY SELECT c.participant_id FROM participants_consent c
      WHERE c.organization_id = mine AND c.revoked_at IS NULL AND c.expires_at > now() AND scope = ANY (c.scopes);
  END IF;
  RETURN QUERY SELECT p.id FROM participants_participant p WHERE p.user_id = gainful.actor_user();
  PERFORM set_config('gainful.role', acting, true);
END $$;
{MAY_ATTEST}
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gainful_web') THEN
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gainful TO gainful_web;
  END IF;
END $$;
"""
"""These run as the owner, so that policies do not call each other in a circle."""


def is_self(column: str) -> str:
    """Return SQL: the row is about the person who is signed in."""
    return f"{column} IN (SELECT gainful.own_participants())"


def visible(table: str, scope: str, column: str = "participant_id") -> str:
    """Return SQL: the person themself, or staff of an organization with a consent in force that has this scope.

    A row costs one look-up in the index of open consents (at most one a person and organization), so that reading one
    person costs the same beside a hundred as beside a million. A set of all visible people, worked out once a
    statement, is quicker only for statements that read everybody.
    """
    consented = (
        "(SELECT true FROM participants_consent gainful_open"
        f" WHERE gainful_open.participant_id = {table}.{column}"
        " AND gainful_open.organization_id = (SELECT gainful.staff_organization())"
        " AND gainful_open.revoked_at IS NULL AND gainful_open.expires_at > now()"
        f" AND '{scope}' = ANY (gainful_open.scopes))"
    )
    return f"{consented} OR {is_self(f'{table}.{column}')}"


def visible_as_a_set(table: str, scope: str, column: str = "participant_id") -> str:
    """Return SQL of the rule as first written, a set a statement: what migration 0002 made, until 0006 replaces it."""
    return f"{table}.{column} IN (SELECT gainful.visible_participants('{scope}'))"


def policies(table: str, **rules: str) -> str:
    """Return SQL that forces row security on `table` with one rule a verb; a verb left out is refused."""
    verbs = {"select": "USING", "delete": "USING", "insert": "WITH CHECK", "update": "USING"}
    lines = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;",
        (
            f"CREATE TRIGGER gainful_require_actor BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION gainful.require_actor();"
        ),
    ]
    for verb, keyword in verbs.items():
        rule = f"(gainful.is_system() OR ({rules.get(verb, 'false')}))"
        check = (
            f" WITH CHECK (gainful.is_system() OR ({rules['update_check']}))"
            if (verb == "update" and "update_check" in rules)
            else ""
        )
        lines.append(f"CREATE POLICY gainful_{verb} ON {table} FOR {verb.upper()} {keyword} {rule}{check};")
    return "\n".join(lines)
