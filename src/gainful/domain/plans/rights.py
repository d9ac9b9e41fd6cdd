"""Rights on plans: as the job order; a person's row only under that person's consent."""

from __future__ import annotations

from gainful.domain.rights import STAFF, Condition, Kind, TableRights, right

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
READERS, SIGNERS = (*STAFF, Kind.EMPLOYER), (*MANAGERS, Kind.EMPLOYER)
ORDER_SQL = "job_order_id IN (SELECT id FROM job_orders_joborder)"
OF_ORDER = Condition("of a job order they may read", ORDER_SQL)
SHARED = Condition("of their job order, once shared", f"{ORDER_SQL} AND status <> 'draft'")
PLAN_SQL = "plan_id IN (SELECT id FROM plans_plan)"
OF_PLAN = Condition("of a plan they may read", PLAN_SQL)
PERSON = Condition(
    "of a plan they may read, people they may read",
    f"{PLAN_SQL} AND participant_id IN (SELECT id FROM participants_participant)",
)

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.signed_document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM plans_plansignature WHERE plan_id = OLD.id) THEN
    RAISE EXCEPTION 'plan % is signed and cannot change', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_signed_document_stays BEFORE UPDATE ON plans_plan FOR EACH ROW
  WHEN ((OLD.document, OLD.profile_version_id, OLD.cost_total, OLD.job_order_id)
    IS DISTINCT FROM (NEW.document, NEW.profile_version_id, NEW.cost_total, NEW.job_order_id))
  EXECUTE FUNCTION gainful.signed_document_stays();

CREATE OR REPLACE FUNCTION gainful.signed_person_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM plans_plansignature WHERE plan_id = OLD.plan_id) THEN
    RAISE EXCEPTION 'plan % is signed and cannot change', OLD.plan_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_signed_person_stays BEFORE UPDATE ON plans_planperson FOR EACH ROW
  WHEN ((OLD.part, OLD.plan_id, OLD.participant_id) IS DISTINCT FROM (NEW.part, NEW.plan_id, NEW.participant_id))
  EXECUTE FUNCTION gainful.signed_person_stays();
"""

TABLES = (
    TableRights(
        "plans_plan",
        "Plans: train, support, measure, priced.",
        (
            right(STAFF, "S", OF_ORDER),
            right(MANAGERS, "IU", OF_ORDER),
            right(Kind.EMPLOYER, "SU", SHARED),
        ),
    ),
    TableRights(
        "plans_planperson",
        "People of a plan.",
        (right(READERS, "S", PERSON), right(MANAGERS, "IU", PERSON)),
        history=(right(READERS, "S", PERSON),),
    ),
    *(
        TableRights(
            f"plans_{name}",
            about,
            (right(READERS, "S", OF_PLAN), right(MANAGERS, "IU", OF_PLAN)),
            history=(right(READERS, "S", OF_PLAN),),
        )
        for name, about in (
            ("plancourse", "Courses of a plan; frozen once signed."),
            ("plansupportitem", "Support of a plan; frozen once signed."),
            ("budgetline", "The price of a plan; frozen once signed."),
        )
    ),
    TableRights(
        "plans_plansignature",
        "The employer's signature under a plan; a trigger refuses any change.",
        (right(READERS, "S", OF_PLAN), right(SIGNERS, "I", OF_PLAN)),
        history=(right(READERS, "S", OF_PLAN),),
    ),
    TableRights(
        "plans_sharelink",
        "Links for people without an account.",
        (right(STAFF, "S", OF_ORDER), right(MANAGERS, "IU", OF_ORDER)),
    ),
)
