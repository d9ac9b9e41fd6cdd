"""SQL of job orders: what is signed stays as it was signed."""

from __future__ import annotations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.signature_stays() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'a signature cannot be changed or removed' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE FUNCTION gainful.hold_order(wanted uuid) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM job_orders_joborder o WHERE o.id = wanted AND (NOT gainful.is_web()
    OR gainful.working_organization() IN (o.agency_id, o.employer_id) OR o.id = gainful.link_order()) FOR NO KEY UPDATE;
END $$;
CREATE OR REPLACE FUNCTION gainful.signed_profile_is_frozen() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE version uuid;
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  version := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
  PERFORM FROM job_orders_joborder o JOIN job_orders_profileversion v ON v.job_order_id = o.id WHERE v.id = version
    FOR SHARE OF o, v;
  IF EXISTS (SELECT FROM job_orders_profileversion WHERE id = version AND signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'profile version % is signed and cannot change', version USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION gainful.signed_version_stays() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'profile version % is signed and cannot change', OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE FUNCTION gainful.signature_locks_version() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM job_orders_joborder o JOIN job_orders_profileversion v ON v.job_order_id = o.id
    WHERE v.id = NEW.version_id FOR NO KEY UPDATE OF o, v;
  UPDATE job_orders_profileversion SET number = number WHERE id = NEW.version_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION gainful.committed_terms_stay() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() OR gainful.action() = 'move_opening' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the terms of an opening stay as its employer signed them' USING ERRCODE = 'check_violation';
END $$;
"""
"""What joins a signed thing waits for whoever signs, and the other way round: both lock the job order first. A session
that still sees the time before is refused by PostgreSQL, since the signature has written the row that it locks.
"""

TRIGGERS = """
CREATE TRIGGER gainful_signature_locks_version BEFORE INSERT ON job_orders_profileconfirmation
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_locks_version();
CREATE TRIGGER gainful_signed_version_stays BEFORE UPDATE ON job_orders_profileversion FOR EACH ROW
  WHEN (OLD.signed_at IS NOT NULL AND to_jsonb(OLD) - 'created_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'created_by_id')
  EXECUTE FUNCTION gainful.signed_version_stays();
CREATE TRIGGER gainful_committed_terms_stay BEFORE UPDATE ON job_orders_opening FOR EACH ROW
  WHEN (OLD.commitment_id IS NOT NULL AND to_jsonb(OLD) - ARRAY['status', 'commitment_id', 'reason', 'changed_at']
    IS DISTINCT FROM to_jsonb(NEW) - ARRAY['status', 'commitment_id', 'reason', 'changed_at'])
  EXECUTE FUNCTION gainful.committed_terms_stay();
CREATE TRIGGER gainful_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON job_orders_requiredcompetency
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_profile_is_frozen();
CREATE TRIGGER gainful_signature_stays BEFORE UPDATE OR DELETE ON job_orders_profileconfirmation
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
CREATE TRIGGER gainful_commitment_stays BEFORE UPDATE OR DELETE ON job_orders_commitment
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
"""
"""Columns that move after a signature are named; any other, a later one too, stays as it was signed."""
