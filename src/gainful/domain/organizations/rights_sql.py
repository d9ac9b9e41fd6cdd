"""SQL functions of organizations: who runs the installation, which organizations the actor keeps."""

from __future__ import annotations

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.runs_installation() RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM accounts_user u WHERE u.id = (SELECT gainful.actor_user()) AND u.is_staff AND u.is_active
    AND (SELECT gainful.actor_role()) = 'operator')
$$;
CREATE OR REPLACE FUNCTION gainful.kept_organizations() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT (SELECT gainful.actor_organization())
  UNION SELECT o.id FROM organizations_organization o WHERE o.kept_by_id = (SELECT gainful.actor_organization())
    AND NOT EXISTS (SELECT FROM organizations_membership m WHERE m.organization_id = o.id AND m.ended_at IS NULL
      AND m.role IN ('operator', 'program_manager', 'employer'))
  UNION SELECT o.id FROM organizations_organization o WHERE (SELECT gainful.runs_installation())
$$;
"""
"""The actor's own organization, those that it entered while they have no manager of their own, and every one for the
operator who runs the installation."""

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.set_keeper() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.is_web() OR NEW.kept_by_id IS NULL THEN NEW.kept_by_id := gainful.actor_organization(); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_set_keeper BEFORE INSERT ON organizations_organization
  FOR EACH ROW EXECUTE FUNCTION gainful.set_keeper();
"""
