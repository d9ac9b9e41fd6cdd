"""Row security of job orders: the agency that holds one, and its employer once the agency shares it."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from gainful.domain.accounts.row_security import protect, protect_history

AGENCY = (
    "agency_id = gainful.actor_organization()"
    " AND gainful.actor_role() IN ('operator', 'program_manager', 'coach')"
)
EMPLOYER = "employer_id = gainful.actor_organization() AND gainful.actor_role() = 'employer' AND status <> 'draft'"
MANAGES = "agency_id = gainful.actor_organization() AND gainful.actor_role() IN ('operator', 'program_manager')"
ORDER = "job_order_id IN (SELECT id FROM job_orders_joborder)"
VERSION = "version_id IN (SELECT id FROM job_orders_profileversion)"

FROZEN = """
CREATE OR REPLACE FUNCTION gainful.signed_profile_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE version uuid;
BEGIN
  version := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
  IF EXISTS (SELECT FROM job_orders_profileversion WHERE id = version AND signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'profile version % is signed and cannot change', version USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER job_orders_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON job_orders_requiredcompetency
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_profile_is_frozen();
CREATE OR REPLACE FUNCTION gainful.signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signature cannot be changed or removed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER job_orders_signature_stays BEFORE UPDATE OR DELETE ON job_orders_profileconfirmation
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
"""
THAWED = """
DROP TRIGGER job_orders_signature_stays ON job_orders_profileconfirmation;
DROP TRIGGER job_orders_line_frozen ON job_orders_requiredcompetency;
DROP FUNCTION gainful.signed_profile_is_frozen();
"""


class Migration(migrations.Migration):
    """Who sees which job order; what is signed stays as signed."""

    dependencies = [("job_orders", "0001_initial"), ("organizations", "0002_row_security")]

    operations = [
        protect(
            "job_orders_joborder",
            read=f"({AGENCY}) OR ({EMPLOYER})",
            write=f"({MANAGES}) OR ({EMPLOYER})",
        ),
        protect_history("job_orders_joborderevent", read="pgh_obj_id IN (SELECT id FROM job_orders_joborder)"),
        protect("job_orders_profileversion", read=ORDER),
        protect_history("job_orders_profileversionevent", read=ORDER),
        protect("job_orders_requiredcompetency", read=VERSION),
        protect_history("job_orders_requiredcompetencyevent", read=VERSION),
        protect("job_orders_profileconfirmation", read=VERSION),
        protect_history("job_orders_profileconfirmationevent", read=VERSION),
        RunSQL(FROZEN, THAWED),
    ]
