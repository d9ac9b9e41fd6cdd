"""The rule of participants in SQL: the person themself, or staff of an organization with a consent in force."""

from __future__ import annotations

STAFF_ROLES = ("operator", "program_manager", "coach")

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
CREATE OR REPLACE FUNCTION gainful.may_attest(person uuid, organization uuid) RETURNS boolean LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE acting text := gainful.actor_role(); answer boolean;
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  SELECT EXISTS (
    SELECT 1 FROM participants_participant p WHERE p.id = person AND p.registered_by_id = organization
    AND (p.user_id IS NULL OR NOT EXISTS (
      SELECT 1 FROM participants_consent c
      WHERE c.participant_id = person AND c.organization_id = organization AND c.revoked_at IS NOT NULL)))
  INTO answer;
  PERFORM set_config('gainful.role', acting, true);
  RETURN answer;
END $$;
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

    The set of visible people is worked out once a statement and hashed, whatever the planner believes of table sizes.
    """
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
