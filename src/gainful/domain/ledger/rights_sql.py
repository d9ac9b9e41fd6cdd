"""SQL of the ledger: a signed plan becomes its planned rows; sums count people whose records one may not open."""

from __future__ import annotations

from gainful.domain.plans.rights_sql import EVERYBODY

COLUMNS = (
    "id, organization_id, program_id, source_kind, source_id, is_actual, created_at, participant_id, part, label,"
    " day, minutes, cost, corrects_id"
)
FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.ledger_sums(kind text, ids text[])
  RETURNS TABLE (is_actual boolean, part text, minutes bigint, cost numeric, entries bigint) LANGUAGE sql
  STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.is_actual, r.part::text, sum(r.minutes), sum(r.cost), count(*) FROM ledger_ledgerrow r
  WHERE r.organization_id = gainful.staff_organization() AND CASE kind
    WHEN 'program' THEN r.program_id::text = ANY (ids)
    WHEN 'plan' THEN r.source_kind = 'plan' AND r.source_id = ANY (ids) ELSE false END
  GROUP BY r.is_actual, r.part
$$;
CREATE OR REPLACE FUNCTION gainful.is_our_ledger_row(row_id uuid) RETURNS boolean LANGUAGE sql
  STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM ledger_ledgerrow r WHERE r.id = row_id
    AND r.organization_id = gainful.staff_organization())
$$;
"""
"""Sums name nobody, so they hold all rows of the agency: money does not vanish with a consent."""

TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.plan_to_ledger() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE agency uuid; program uuid; first_day date; counted numeric; planned numeric;
BEGIN
  SELECT o.agency_id, o.program_id INTO agency, program FROM job_orders_joborder o WHERE o.id = NEW.job_order_id;
  first_day := coalesce(NEW.starts_on, current_date);
  IF EXISTS (SELECT FROM ledger_ledgerrow WHERE organization_id = agency AND source_kind = 'plan'
      AND source_id = NEW.id::text AND NOT is_actual) THEN
    RETURN NULL;
  END IF;
  INSERT INTO ledger_ledgerrow ({COLUMNS})
  SELECT gen_random_uuid(), r.organization_id, r.program_id, r.source_kind, r.source_id, false, clock_timestamp(),
    r.participant_id, r.part, r.label, r.day, -r.minutes, -r.cost, r.id
  FROM ledger_ledgerrow r JOIN plans_plan p ON p.id::text = r.source_id
  WHERE r.organization_id = agency AND r.source_kind = 'plan' AND NOT r.is_actual AND r.corrects_id IS NULL
    AND p.job_order_id = NEW.job_order_id
    AND NOT EXISTS (SELECT FROM ledger_ledgerrow c WHERE c.corrects_id = r.id);

  INSERT INTO ledger_ledgerrow ({COLUMNS})
  SELECT gen_random_uuid(), agency, program, 'plan', NEW.id::text, false, clock_timestamp(), pp.participant_id, 'train',
    c.title, coalesce(c.starts_on, first_day), round(c.hours * 60)::integer, c.price, NULL
  FROM plans_plancourse c JOIN plans_planperson pp ON pp.plan_id = c.plan_id
  WHERE c.plan_id = NEW.id AND (c.course_id IS NULL OR pp.part -> 'takes' IS NULL
    OR jsonb_exists(pp.part -> 'takes', c.course_id::text));

  INSERT INTO ledger_ledgerrow ({COLUMNS})
  SELECT gen_random_uuid(), agency, program, 'plan', NEW.id::text, false, clock_timestamp(), who.participant_id,
    b.share, b.label, first_day,
    CASE WHEN b.unit = 'hour' THEN round(b.quantity * 60 / greatest(who.n, 1))::integer END,
    CASE WHEN who.place = 1 THEN b.amount - (greatest(who.n, 1) - 1) * round(b.amount / greatest(who.n, 1), 2)
      ELSE round(b.amount / who.n, 2) END, NULL
  FROM plans_budgetline b
  LEFT JOIN plans_plansupportitem s ON s.plan_id = b.plan_id AND s.label = b.label AND b.share = 'support'
  LEFT JOIN LATERAL (
    SELECT pp.participant_id, count(*) OVER () AS n, row_number() OVER (ORDER BY pp.position, pp.id) AS place
    FROM plans_planperson pp WHERE pp.plan_id = b.plan_id
    AND (s.kind IS NULL OR s.kind IN {EVERYBODY} OR jsonb_exists(pp.part -> 'support', s.kind))
  ) listed ON true
  CROSS JOIN LATERAL (
    SELECT listed.participant_id, coalesce(listed.n, 1) AS n, coalesce(listed.place, 1) AS place
  ) who
  WHERE b.plan_id = NEW.id AND b.share <> 'train';

  SELECT coalesce(sum(amount), 0) INTO planned FROM plans_budgetline WHERE plan_id = NEW.id AND share = 'train';
  SELECT coalesce(sum(cost), 0) INTO counted FROM ledger_ledgerrow
    WHERE organization_id = agency AND source_kind = 'plan' AND source_id = NEW.id::text AND NOT is_actual
    AND part = 'train';
  IF planned > counted THEN
    INSERT INTO ledger_ledgerrow ({COLUMNS}) VALUES (gen_random_uuid(), agency, program, 'plan', NEW.id::text, false,
      clock_timestamp(), NULL, 'train', 'Training beyond course prices', first_day, NULL, planned - counted, NULL);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_plan_to_ledger AFTER UPDATE OF status ON plans_plan FOR EACH ROW
  WHEN (NEW.status = 'signed' AND OLD.status <> 'signed') EXECUTE FUNCTION gainful.plan_to_ledger();

CREATE OR REPLACE FUNCTION gainful.ledger_stays() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND gainful.moves_person()
      AND to_jsonb(OLD) - 'participant_id' = to_jsonb(NEW) - 'participant_id' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.participant_id IS NULL AND to_jsonb(OLD) - ARRAY['participant_id', 'entered_by_id']
      = to_jsonb(NEW) - ARRAY['participant_id', 'entered_by_id'] THEN
    IF NEW.is_actual AND OLD.participant_id IS NOT NULL THEN
      NEW.label := '(of somebody whose record was erased)';
    END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a row of the ledger is corrected by another row' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER gainful_ledger_stays BEFORE UPDATE OR DELETE ON ledger_ledgerrow FOR EACH ROW
  EXECUTE FUNCTION gainful.ledger_stays();
"""
"""Plans come before the ledger and call nothing in it, so a trigger writes the planned rows when the last signature is
given; rows of an earlier signed plan of the same job order are taken back. Erasing a person leaves the money.
"""
