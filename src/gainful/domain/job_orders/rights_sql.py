"""SQL of job orders: what is signed stays as it was signed."""

from __future__ import annotations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.signature_stays() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a signature cannot be changed or removed' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE FUNCTION gainful.signed_profile_is_frozen() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE version uuid;
BEGIN
  version := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
  IF EXISTS (SELECT FROM job_orders_profileversion WHERE id = version AND signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'profile version % is signed and cannot change', version USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER gainful_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON job_orders_requiredcompetency
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_profile_is_frozen();
CREATE TRIGGER gainful_signature_stays BEFORE UPDATE OR DELETE ON job_orders_profileconfirmation
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
CREATE TRIGGER gainful_commitment_stays BEFORE UPDATE OR DELETE ON job_orders_commitment
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
"""
