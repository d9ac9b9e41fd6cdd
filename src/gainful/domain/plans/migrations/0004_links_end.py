"""A link ends with its job order and with the role or account of whoever made it; nothing opens it again.

Triggers, since job orders and memberships come before plans and call nothing in them; they act for whoever closes.
"""

from django.db import migrations

MAKE = """
CREATE OR REPLACE FUNCTION gainful.links_end_with_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE plans_sharelink SET revoked_at = clock_timestamp()
    WHERE job_order_id = NEW.id AND revoked_at IS NULL AND expires_at > clock_timestamp();
  RETURN NULL;
END $$;
CREATE TRIGGER plans_links_end AFTER UPDATE OF status ON job_orders_joborder FOR EACH ROW
  WHEN (NEW.status = 'closed' AND OLD.status <> 'closed') EXECUTE FUNCTION gainful.links_end_with_order();

CREATE OR REPLACE FUNCTION gainful.links_end_with_member() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acted_as text := gainful.actor_role();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  UPDATE plans_sharelink l SET revoked_at = clock_timestamp() FROM job_orders_joborder o
    WHERE o.id = l.job_order_id AND o.agency_id = NEW.organization_id AND l.created_by_id = NEW.user_id
    AND l.revoked_at IS NULL AND l.expires_at > clock_timestamp()
    AND NOT EXISTS (SELECT FROM organizations_membership m WHERE m.user_id = NEW.user_id AND m.ended_at IS NULL
      AND m.organization_id = NEW.organization_id AND m.role IN ('program_manager', 'operator'));
  PERFORM set_config('gainful.role', acted_as, true);
  RETURN NULL;
END $$;
CREATE TRIGGER plans_links_end AFTER UPDATE OF ended_at ON organizations_membership FOR EACH ROW
  WHEN (NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL) EXECUTE FUNCTION gainful.links_end_with_member();

CREATE OR REPLACE FUNCTION gainful.links_end_with_account() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acted_as text := gainful.actor_role();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  UPDATE plans_sharelink SET revoked_at = clock_timestamp()
    WHERE created_by_id = NEW.id AND revoked_at IS NULL AND expires_at > clock_timestamp();
  PERFORM set_config('gainful.role', acted_as, true);
  RETURN NULL;
END $$;
CREATE TRIGGER plans_links_end AFTER UPDATE OF is_active ON accounts_user FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION gainful.links_end_with_account();

SELECT set_config('gainful.role', 'system', true);
UPDATE plans_sharelink l SET revoked_at = clock_timestamp() FROM job_orders_joborder o
  WHERE o.id = l.job_order_id AND o.status = 'closed' AND l.revoked_at IS NULL;
SELECT set_config('gainful.role', '', true);
"""
DROP = """
DROP TRIGGER plans_links_end ON job_orders_joborder;
DROP TRIGGER plans_links_end ON organizations_membership;
DROP TRIGGER plans_links_end ON accounts_user;
DROP FUNCTION gainful.links_end_with_order();
DROP FUNCTION gainful.links_end_with_member();
DROP FUNCTION gainful.links_end_with_account();
"""


class Migration(migrations.Migration):
    """When a link ends by itself."""

    dependencies = [
        ("plans", "0003_my_plans"),
        ("job_orders", "0002_row_security"),
        ("organizations", "0006_entry_row_security"),
    ]

    operations = [migrations.RunSQL(MAKE, DROP)]
