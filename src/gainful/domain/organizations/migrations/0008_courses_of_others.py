"""An organization with managers of its own speaks for its courses; others plan with them and change nothing."""

from django.db import migrations

CLOSED = """
CREATE FUNCTION gainful.closed_providers() RETURNS SETOF uuid LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.actor_organization();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  IF acting NOT IN ('system', 'operator') THEN
    RETURN QUERY SELECT DISTINCT m.organization_id FROM organizations_membership m
      WHERE m.role = 'program_manager' AND m.ended_at IS NULL AND m.organization_id IS DISTINCT FROM mine;
  END IF;
  PERFORM set_config('gainful.role', acting, true);
END $$;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gainful_web') THEN
    GRANT EXECUTE ON FUNCTION gainful.closed_providers() TO gainful_web;
  END IF;
END $$;
CREATE POLICY gainful_own_insert ON organizations_course AS RESTRICTIVE FOR INSERT
  WITH CHECK (provider_id NOT IN (SELECT gainful.closed_providers()));
CREATE POLICY gainful_own_update ON organizations_course AS RESTRICTIVE FOR UPDATE
  USING (provider_id NOT IN (SELECT gainful.closed_providers()))
  WITH CHECK (provider_id NOT IN (SELECT gainful.closed_providers()));
CREATE POLICY gainful_own_delete ON organizations_course AS RESTRICTIVE FOR DELETE
  USING (provider_id NOT IN (SELECT gainful.closed_providers()));
"""
OPEN = """
DROP POLICY gainful_own_insert ON organizations_course;
DROP POLICY gainful_own_update ON organizations_course;
DROP POLICY gainful_own_delete ON organizations_course;
DROP FUNCTION gainful.closed_providers();
"""


class Migration(migrations.Migration):
    """Who changes whose courses."""

    dependencies = [("organizations", "0007_course_occupations")]

    operations = [migrations.RunSQL(CLOSED, OPEN)]
