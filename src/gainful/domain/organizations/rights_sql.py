"""SQL functions of organizations: who runs the installation, which organizations the actor keeps."""

from __future__ import annotations

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.kept_accounts() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT m.user_id FROM organizations_membership m
  WHERE (SELECT gainful.actor_role()) = 'operator'
    AND m.organization_id = (SELECT gainful.actor_organization()) AND m.ended_at IS NULL
    AND NOT EXISTS (SELECT FROM organizations_membership o WHERE o.user_id = m.user_id AND o.ended_at IS NULL
      AND o.organization_id <> m.organization_id)
    AND NOT EXISTS (SELECT FROM participants_participant p WHERE p.user_id = m.user_id
      AND p.registered_by_id IS DISTINCT FROM m.organization_id)
$$;
CREATE OR REPLACE FUNCTION gainful.former_accounts() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT m.user_id FROM organizations_membership m
  WHERE (SELECT gainful.actor_role()) = 'operator'
    AND m.organization_id = (SELECT gainful.actor_organization()) AND m.ended_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM organizations_membership o WHERE o.user_id = m.user_id AND o.ended_at IS NULL
      AND o.organization_id <> m.organization_id)
$$;
CREATE OR REPLACE FUNCTION gainful.runs_installation() RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM accounts_user u WHERE u.id = (SELECT gainful.actor_user()) AND u.is_staff AND u.is_active
    AND (SELECT gainful.actor_role()) = 'operator')
$$;
CREATE OR REPLACE FUNCTION gainful.kept_organizations() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT (SELECT gainful.actor_organization())
  UNION SELECT o.id FROM organizations_organization o WHERE o.kept_by_id = (SELECT gainful.actor_organization())
    AND NOT EXISTS (SELECT FROM organizations_membership m WHERE m.organization_id = o.id AND m.ended_at IS NULL
      AND m.role <> 'participant')
  UNION SELECT o.id FROM organizations_organization o WHERE (SELECT gainful.runs_installation())
$$;
"""
"""Accounts that serve the actor's organization alone, so that it may close them, and that did so last, so that its
operator reads who they were; organizations that the actor keeps: its own, those that it entered while they have no
manager of their own, and every one for the operator who runs the installation."""

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.ways_in_end_with_role() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE organizations_apitoken t SET revoked_at = clock_timestamp()
    WHERE t.user_id = NEW.user_id AND t.organization_id = NEW.organization_id AND t.role = NEW.role
    AND t.revoked_at IS NULL;
  IF NEW.role <> 'operator' THEN RETURN NULL; END IF;
  UPDATE organizations_invitation i SET revoked_at = clock_timestamp()
    FROM organizations_organization o
    WHERE o.id = i.organization_id AND i.invited_by_id = NEW.user_id AND i.accepted_at IS NULL AND i.revoked_at IS NULL
    AND NEW.organization_id IN (o.id, o.kept_by_id)
    AND NOT EXISTS (SELECT FROM organizations_membership m WHERE m.user_id = NEW.user_id AND m.role = 'operator'
      AND m.organization_id IN (o.id, o.kept_by_id) AND m.ended_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_ways_in_end AFTER UPDATE OF ended_at ON organizations_membership FOR EACH ROW
  WHEN (NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL) EXECUTE FUNCTION gainful.ways_in_end_with_role();

CREATE OR REPLACE FUNCTION gainful.ways_in_end_with_account() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE organizations_apitoken t SET revoked_at = clock_timestamp()
    WHERE t.user_id = NEW.id AND t.revoked_at IS NULL;
  UPDATE organizations_invitation i SET revoked_at = clock_timestamp()
    WHERE i.invited_by_id = NEW.id AND i.accepted_at IS NULL AND i.revoked_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_ways_in_end AFTER UPDATE OF is_active ON accounts_user FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION gainful.ways_in_end_with_account();

CREATE OR REPLACE FUNCTION gainful.set_keeper() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.is_web() OR NEW.kept_by_id IS NULL THEN NEW.kept_by_id := gainful.actor_organization(); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_set_keeper BEFORE INSERT ON organizations_organization
  FOR EACH ROW EXECUTE FUNCTION gainful.set_keeper();
"""
"""Tokens and invitations end with the role that made them, in organizations that its organization keeps too, and with
the account: whoever leaves comes back by no other address.
"""
