"""Row security of plans: as the job order; a person's row only under that person's consent."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from gainful.domain.accounts.row_security import protect, protect_history

AGENCY = "gainful.actor_role() IN ('operator', 'program_manager', 'coach')"
EMPLOYER = "gainful.actor_role() = 'employer' AND status <> 'draft'"
ORDER = f"job_order_id IN (SELECT id FROM job_orders_joborder) AND ({AGENCY} OR ({EMPLOYER}))"
PLAN = "plan_id IN (SELECT id FROM plans_plan)"
PERSON = f"{PLAN} AND participant_id IN (SELECT id FROM participants_participant)"
LINK = f"job_order_id IN (SELECT id FROM job_orders_joborder) AND {AGENCY}"

SIGNED = """
CREATE TRIGGER plans_signature_stays BEFORE UPDATE OR DELETE ON plans_plansignature
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
CREATE OR REPLACE FUNCTION gainful.signed_plan_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plan uuid;
BEGIN
  plan := CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END;
  IF EXISTS (SELECT FROM plans_plansignature WHERE plan_id = plan) THEN
    RAISE EXCEPTION 'plan % is signed and cannot change', plan USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER plans_course_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plancourse
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();
CREATE TRIGGER plans_budget_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_budgetline
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();
CREATE TRIGGER plans_support_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plansupportitem
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();
"""
OPEN = """
DROP TRIGGER plans_signature_stays ON plans_plansignature;
DROP TRIGGER plans_course_frozen ON plans_plancourse;
DROP TRIGGER plans_budget_frozen ON plans_budgetline;
DROP TRIGGER plans_support_frozen ON plans_plansupportitem;
DROP FUNCTION gainful.signed_plan_is_frozen();
"""


class Migration(migrations.Migration):
    """Who sees which plan, and which of its people."""

    dependencies = [
        ("plans", "0001_initial"),
        ("job_orders", "0002_row_security"),
        ("participants", "0002_row_security"),
    ]

    operations = [
        protect("plans_plan", read=ORDER),
        protect_history("plans_planevent", read="pgh_obj_id IN (SELECT id FROM plans_plan)"),
        protect("plans_planperson", read=PERSON),
        protect_history("plans_planpersonevent", read=PERSON),
        *(
            step
            for table in ("plancourse", "plansupportitem", "budgetline", "plansignature")
            for step in (
                protect(f"plans_{table}", read=PLAN),
                protect_history(f"plans_{table}event", read=PLAN),
            )
        ),
        protect("plans_sharelink", read=LINK),
        protect_history("plans_sharelinkevent", read="pgh_obj_id IN (SELECT id FROM plans_sharelink)"),
        RunSQL(SIGNED, OPEN),
    ]
