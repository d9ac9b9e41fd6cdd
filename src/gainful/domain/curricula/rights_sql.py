"""SQL of curricula: which versions an employer or the holder of a link reads, and what stays once it is signed."""

from __future__ import annotations

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.link_basis() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT b.id FROM curricula_basis b JOIN curricula_curriculumversion v ON v.id = b.version_id
    JOIN curricula_curriculum c ON c.id = v.curriculum_id
    WHERE b.id = gainful.link_about('curriculum_basis') AND c.agency_id = gainful.link_organization()
    AND gainful.managers_link()
$$;
CREATE OR REPLACE FUNCTION gainful.shown_bases() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT b.id FROM curricula_basis b JOIN curricula_curriculumversion v ON v.id = b.version_id
    JOIN job_orders_joborder o ON o.id = b.job_order_id
    WHERE v.status <> 'draft' AND v.sent_at IS NOT NULL AND (b.id = gainful.link_basis()
      OR (gainful.actor_role() = 'employer' AND o.employer_id = gainful.actor_organization() AND o.status <> 'draft'))
$$;
CREATE OR REPLACE FUNCTION gainful.shown_versions() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT b.version_id FROM curricula_basis b WHERE b.id IN (SELECT gainful.shown_bases())
$$;
CREATE OR REPLACE FUNCTION gainful.shown_curricula() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT v.curriculum_id FROM curricula_curriculumversion v WHERE v.id IN (SELECT gainful.shown_versions())
$$;
CREATE OR REPLACE FUNCTION gainful.link_requirements() RETURNS SETOF uuid LANGUAGE sql ROWS 50 {AS_OWNER} AS $$
  SELECT r.id FROM job_orders_requiredcompetency r JOIN curricula_basis b ON b.profile_version_id = r.version_id
    WHERE b.id = gainful.link_basis()
$$;
CREATE OR REPLACE FUNCTION gainful.hold_curriculum(wanted uuid) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM curricula_curriculum c WHERE c.id = wanted AND (NOT gainful.is_web()
    OR c.agency_id = gainful.staff_organization() OR c.id IN (SELECT gainful.shown_curricula())) FOR NO KEY UPDATE;
END $$;
CREATE OR REPLACE FUNCTION gainful.refuse_if_sent(wanted uuid) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM curricula_curriculum c JOIN curricula_curriculumversion v ON v.curriculum_id = c.id
    WHERE v.id = wanted FOR SHARE OF c, v;
  IF EXISTS (SELECT FROM curricula_curriculumversion v WHERE v.id = wanted AND v.status <> 'draft') THEN
    RAISE EXCEPTION 'version % is with the employers or signed and cannot change', wanted
      USING ERRCODE = 'check_violation';
  END IF;
END $$;
CREATE OR REPLACE FUNCTION gainful.sent_version_stays() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  PERFORM gainful.refuse_if_sent(CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END);
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION gainful.sent_module_stays() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE module uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.module_id ELSE NEW.module_id END;
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  PERFORM gainful.refuse_if_sent((SELECT m.version_id FROM curricula_module m WHERE m.id = module));
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION gainful.serves_what_is_confirmed() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE served uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.competency_id ELSE NEW.competency_id END; version uuid;
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  SELECT m.version_id INTO version FROM curricula_modulecompetency t JOIN curricula_module m ON m.id = t.module_id
    WHERE t.id = served;
  PERFORM gainful.refuse_if_sent(version);
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NOT EXISTS (SELECT FROM job_orders_requiredcompetency r
      JOIN job_orders_profileversion p ON p.id = r.version_id AND p.signed_at IS NOT NULL
      JOIN curricula_basis b ON b.profile_version_id = p.id AND b.version_id = version
      WHERE r.id = NEW.requirement_id) THEN
    RAISE EXCEPTION 'a module serves only what an employer of its curriculum confirmed'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION gainful.signature_fits_version() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM curricula_curriculum c JOIN curricula_curriculumversion v ON v.curriculum_id = c.id
    WHERE v.id = NEW.version_id FOR NO KEY UPDATE OF c, v;
  IF NOT EXISTS (SELECT FROM curricula_basis b JOIN curricula_curriculumversion v ON v.id = b.version_id
      WHERE b.id = NEW.basis_id AND v.id = NEW.version_id AND v.status = 'in_review') THEN
    RAISE EXCEPTION 'a signature is given to a version that waits for it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION gainful.sent_words_stay() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'version % is with the employers or signed and cannot change', OLD.id
    USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE FUNCTION gainful.comment_names_its_author() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() THEN RETURN NEW; END IF;
  NEW.created_at := clock_timestamp();
  IF gainful.actor_role() = 'link' THEN
    SELECT NULL, l.id, left(coalesce(nullif(l.recipient, ''), b.employer_name), 200), b.employer_name
      INTO NEW.user_id, NEW.link_id, NEW.name, NEW.on_behalf_of
      FROM outbox_signedlink l JOIN curricula_basis b ON b.id = gainful.link_basis() WHERE l.id = gainful.open_link();
  ELSE
    SELECT u.id, NULL, left(coalesce(nullif(u.name, ''), u.email), 200),
      coalesce((SELECT o.name FROM organizations_organization o WHERE o.id = gainful.actor_organization()), '')
      INTO NEW.user_id, NEW.link_id, NEW.name, NEW.on_behalf_of
      FROM accounts_user u WHERE u.id = gainful.actor_user();
  END IF;
  RETURN NEW;
END $$;
"""
"""Whoever writes to a version locks its curriculum first, as those who sign do, so that no line slips in between."""
EXCEPTIONS = "REVOKE ALL ON FUNCTION gainful.refuse_if_sent(uuid) FROM gainful_web;"
"""The triggers ask it as the owner; anybody else would lock what is not theirs."""

TRIGGERS = """
CREATE TRIGGER gainful_signature_fits BEFORE INSERT ON curricula_signature
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_fits_version();
CREATE TRIGGER gainful_signature_stays BEFORE UPDATE OR DELETE ON curricula_signature
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
CREATE TRIGGER gainful_basis_stays BEFORE INSERT OR UPDATE OR DELETE ON curricula_basis
  FOR EACH ROW EXECUTE FUNCTION gainful.sent_version_stays();
CREATE TRIGGER gainful_module_stays BEFORE INSERT OR UPDATE OR DELETE ON curricula_module
  FOR EACH ROW EXECUTE FUNCTION gainful.sent_version_stays();
CREATE TRIGGER gainful_competency_stays BEFORE INSERT OR UPDATE OR DELETE ON curricula_modulecompetency
  FOR EACH ROW EXECUTE FUNCTION gainful.sent_module_stays();
CREATE TRIGGER gainful_serves_confirmed BEFORE INSERT OR UPDATE OR DELETE ON curricula_servedrequirement
  FOR EACH ROW EXECUTE FUNCTION gainful.serves_what_is_confirmed();
CREATE TRIGGER gainful_sent_words_stay BEFORE UPDATE ON curricula_curriculumversion FOR EACH ROW
  WHEN (OLD.status <> 'draft'
    AND to_jsonb(OLD) - '{status,sent_at,signed_at,used_from,replaced_at,created_by_id}'::text[]
    IS DISTINCT FROM to_jsonb(NEW) - '{status,sent_at,signed_at,used_from,replaced_at,created_by_id}'::text[])
  EXECUTE FUNCTION gainful.sent_words_stay();
CREATE TRIGGER gainful_comment_names_author BEFORE INSERT ON curricula_comment
  FOR EACH ROW EXECUTE FUNCTION gainful.comment_names_its_author();
"""
