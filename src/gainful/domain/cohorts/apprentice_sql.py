"""SQL of apprenticeships: confirmed hours are booked, and raise the wage, whoever confirmed them."""

from __future__ import annotations

from gainful.domain.cohorts.rights_sql import AS_OWNER
from gainful.domain.ledger.rights_sql import COLUMNS

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.link_apprenticeship() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT a.id FROM cohorts_apprenticeship a WHERE a.id = gainful.link_about('apprenticeship')
    AND a.organization_id = gainful.link_organization() AND gainful.managers_link()
    AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = a.participant_id
      AND c.organization_id = a.organization_id AND c.revoked_at IS NULL AND c.expires_at > now()
      AND 'profile' = ANY (c.scopes))
$$;
CREATE OR REPLACE FUNCTION gainful.count_job_hours(wanted uuid) RETURNS SETOF uuid LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found cohorts_apprenticeship; total numeric; program uuid;
BEGIN
  SELECT a.* INTO found FROM cohorts_apprenticeship a WHERE a.id = wanted AND (NOT gainful.is_web()
    OR a.organization_id = gainful.staff_organization() OR a.id = gainful.link_apprenticeship())
    FOR NO KEY UPDATE;
  IF found.id IS NULL THEN RETURN; END IF;
  SELECT c.program_id INTO program FROM cohorts_enrolment e JOIN cohorts_cohort c ON c.id = e.cohort_id
    WHERE e.id = found.enrolment_id;
  INSERT INTO ledger_ledgerrow ({COLUMNS})
  SELECT gen_random_uuid(), found.organization_id, program, 'job_hours', h.id::text, true, clock_timestamp(),
    found.participant_id, 'train', left('On the job: ' || p.title, 200), h.day, h.minutes, NULL, NULL
  FROM cohorts_jobhours h JOIN cohorts_workprocess p ON p.id = h.process_id
  WHERE h.apprenticeship_id = found.id AND h.status = 'confirmed' AND NOT EXISTS (SELECT FROM ledger_ledgerrow r
    WHERE r.source_kind = 'job_hours' AND r.source_id = h.id::text AND r.is_actual);
  SELECT found.credit_hours + coalesce(sum(h.minutes), 0) / 60.0 INTO total FROM cohorts_jobhours h
    WHERE h.apprenticeship_id = found.id AND h.status = 'confirmed';
  IF found.status IN ('active', 'completed') THEN
    RETURN QUERY UPDATE cohorts_wagestep w SET reached_on = current_date
      WHERE w.apprenticeship_id = found.id AND w.reached_on IS NULL AND w.after_hours <= total RETURNING w.id;
  END IF;
END $$;
"""
"""The mentor, who holds a link, reads no ledger and changes no wage: the function does both for confirmed hours."""

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.mentors_keep_the_ratio() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE guided cohorts_apprenticeship;
BEGIN
  IF NEW.until IS NOT NULL THEN RETURN NEW; END IF;
  SELECT a.* INTO guided FROM cohorts_apprenticeship a WHERE a.id = NEW.apprenticeship_id;
  PERFORM FROM organizations_organization o WHERE o.id = guided.organization_id FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM cohorts_apprenticementor m JOIN cohorts_apprenticeship a ON a.id = m.apprenticeship_id
      WHERE a.organization_id = guided.organization_id AND a.status IN ('draft', 'active') AND a.id <> guided.id
        AND m.until IS NULL AND lower(m.email) = lower(NEW.email)) >= guided.apprentices_per_mentor THEN
    RAISE EXCEPTION 'this mentor has as many apprentices as the ratio allows' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_mentors_keep_the_ratio BEFORE INSERT ON cohorts_apprenticementor
  FOR EACH ROW EXECUTE FUNCTION gainful.mentors_keep_the_ratio();
"""
"""Two who name one mentor at the same moment wait for each other; apprentices whom they do not see count too."""
