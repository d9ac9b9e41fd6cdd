"""SQL functions of plans: what a participant reads of a plan, what a link opens, when a link ends."""

from __future__ import annotations

EVERYBODY = "('coaching', 'mentor', 'tools', 'training_wage')"
"""Kinds of support that all people of a plan get."""
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

MY_PLANS = f"""
CREATE OR REPLACE FUNCTION gainful.my_plans() RETURNS jsonb LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE answer jsonb;
BEGIN
  WITH mine AS (
    SELECT pp.plan_id, pp.code, pp.part, pp.answer, pp.answer_reasons, pp.answer_note,
      p.job_order_id, p.number, p.status, p.document, p.created_by_id,
      p.status IN ('sent_to_employer', 'signed') OR (p.status = 'draft' AND EXISTS (
        SELECT FROM outbox_signedlink l WHERE l.about_kind = 'plan' AND l.about_id = p.id::text)
        OR p.status = 'draft' AND EXISTS (SELECT FROM outbox_request r
          WHERE r.participant_id = pp.participant_id AND r.about_kind = 'plan_place'
          AND r.about_id = pp.id::text)) AS seen,
      (SELECT min(k.starts_on) FROM job_orders_commitment k WHERE k.id = p.commitment_id) AS agreed_day
    FROM plans_planperson pp
    JOIN plans_plan p ON p.id = pp.plan_id
    WHERE pp.id = ANY (ARRAY(
      SELECT x.id FROM plans_planperson x JOIN participants_participant person ON person.id = x.participant_id
        WHERE person.user_id = gainful.actor_user()
      UNION ALL SELECT gainful.link_place()))
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', m.plan_id, 'number', m.number, 'code', m.code, 'status', m.status,
    'is_shared', m.seen AND o.status <> 'closed' AND NOT EXISTS (
      SELECT FROM plans_plan q WHERE q.job_order_id = m.job_order_id AND q.number > m.number
      AND (q.status IN ('sent_to_employer', 'signed')
        OR EXISTS (SELECT FROM outbox_signedlink l WHERE l.about_kind = 'plan' AND l.about_id = q.id::text))),
    'is_signed', m.status = 'signed',
    'job_title', o.title, 'employer', coalesce(e.name, o.employer_name), 'place', o.place,
    'wage_low', o.wage_low, 'wage_high', o.wage_high, 'wage_unit', o.wage_unit,
    'schedule', o.schedule, 'hours_per_week', o.hours_per_week,
    'agency_id', o.agency_id, 'agency', a.name,
    'contact', coalesce(u.name, ''), 'contact_email', coalesce(u.email, ''),
    'answer', m.answer, 'answer_reasons', m.answer_reasons, 'answer_note', m.answer_note,
    'asks', coalesce(m.part -> 'asks', '[]'),
    'support', coalesce(m.part -> 'support', '[]'),
    'everybody', (SELECT coalesce(jsonb_agg(s.label ORDER BY s.label), '[]') FROM plans_plansupportitem s
      WHERE s.plan_id = m.plan_id AND s.kind IN {EVERYBODY}),
    'first_day', coalesce(m.agreed_day::text, m.document -> 'job' ->> 'first_day'),
    'first_day_agreed', m.agreed_day IS NOT NULL,
    'wage_change', CASE WHEN m.part ->> 'wage_change_bound' IN ('exact', 'at_most') THEN m.part -> 'wage_change' END,
    'works_now', coalesce(m.part ->> 'works_now', '') <> '',
    'day_one', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', f -> 'name', 'standing', f -> 'standing')), '[]')
      FROM jsonb_array_elements(coalesce(m.part -> 'first_day', '[]')) f),
    'openings', (SELECT count(*) FROM job_orders_opening w WHERE w.job_order_id = o.id),
    'openings_open', (SELECT count(*) FROM job_orders_opening w WHERE w.job_order_id = o.id
      AND w.status IN ('offered', 'committed')),
    'on_the_job', CASE WHEN jsonb_exists(m.part, 'without_course') THEN
      (SELECT coalesce(jsonb_agg(s -> 'name'), '[]') FROM jsonb_array_elements(coalesce(m.part -> 'short_of', '[]')) s
        WHERE jsonb_exists(m.part -> 'without_course', s ->> 'competency_id')
        AND s ->> 'competency_id' NOT LIKE 'credential:%' AND s ->> 'competency_id' NOT IN ('schooling', 'experience'))
      ELSE (SELECT coalesce(jsonb_agg(j -> 'name'), '[]')
        FROM jsonb_array_elements(coalesce(m.document -> 'on_the_job', '[]')) j) END,
    'courses', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'title', c.title, 'provider', c.provider, 'modality', c.modality, 'starts_on', c.starts_on,
        'ends_on', c.ends_on, 'hours', c.hours, 'weekly_hours', c.weekly_hours,
        'address', coalesce((SELECT l.address FROM organizations_course oc
          JOIN organizations_location l ON l.organization_id = oc.provider_id
          WHERE oc.id = c.course_id AND l.address <> '' ORDER BY l.name, l.id LIMIT 1), ''))
        ORDER BY c.starts_on NULLS LAST, c.position), '[]')
      FROM plans_plancourse c WHERE c.plan_id = m.plan_id
      AND (c.course_id IS NULL OR m.part -> 'takes' IS NULL
        OR jsonb_exists(m.part -> 'takes', c.course_id::text)))
  ) ORDER BY m.seen DESC, o.updated_at DESC, m.number DESC), '[]') INTO answer
  FROM mine m
  JOIN job_orders_joborder o ON o.id = m.job_order_id
  JOIN organizations_organization a ON a.id = o.agency_id
  LEFT JOIN organizations_organization e ON e.id = o.employer_id
  LEFT JOIN accounts_user u ON u.id = m.created_by_id;
  RETURN answer;
END $$;
"""
"""What a participant reads of the plans that name them: a policy would open whole rows, and a plan's rows hold other
people's hours and needs and the budget.
"""

LINKS = f"""
CREATE OR REPLACE FUNCTION gainful.link_plan() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT p.id FROM plans_plan p JOIN job_orders_joborder o ON o.id = p.job_order_id
    WHERE p.id = gainful.link_about('plan') AND o.agency_id = gainful.link_organization() AND gainful.managers_link()
$$;
CREATE OR REPLACE FUNCTION gainful.link_order() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT o.id FROM job_orders_joborder o WHERE o.agency_id = gainful.link_organization() AND gainful.managers_link()
    AND o.id = coalesce((SELECT p.job_order_id FROM plans_plan p WHERE p.id = gainful.link_about('plan')),
      gainful.link_about('job_order'))
$$;
CREATE OR REPLACE FUNCTION gainful.link_place() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT pp.id FROM plans_planperson pp JOIN plans_plan p ON p.id = pp.plan_id
    JOIN job_orders_joborder o ON o.id = p.job_order_id
    WHERE pp.id = gainful.link_about('plan_place') AND pp.participant_id = gainful.link_participant()
    AND o.agency_id = gainful.link_organization() AND gainful.managers_link()
$$;
CREATE OR REPLACE FUNCTION gainful.link_organizations() RETURNS SETOF uuid LANGUAGE sql ROWS 2 {AS_OWNER} AS $$
  SELECT gainful.link_organization()
  UNION SELECT unnest(ARRAY[o.agency_id, o.employer_id]) FROM job_orders_joborder o WHERE o.id = gainful.link_order()
$$;
DROP FUNCTION IF EXISTS gainful.link_people();
CREATE OR REPLACE FUNCTION gainful.shared_people(plan uuid) RETURNS SETOF jsonb LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT jsonb_build_object('name', NULL, 'occupation', jsonb_build_object('code', NULL, 'title', NULL),
      'cost', NULL, 'wage_change', NULL, 'already_has', '[]'::jsonb, 'support', '[]'::jsonb)
    || (SELECT coalesce(jsonb_object_agg(shown, pp.part -> shown), '{{}}') FROM unnest(ARRAY['rank', 'id', 'hours_low',
      'hours_high', 'short_of', 'course_hours', 'hours', 'first_day', 'takes', 'skips', 'what_would_change',
      'without_course']) shown WHERE jsonb_exists(pp.part, shown))
    FROM plans_planperson pp JOIN plans_plan p ON p.id = pp.plan_id JOIN job_orders_joborder o ON o.id = p.job_order_id
    WHERE pp.plan_id = plan AND (p.id = gainful.link_plan()
      OR (o.employer_id = gainful.employer_organization() AND p.status <> 'draft'))
    AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = pp.participant_id
      AND c.organization_id = o.agency_id AND c.revoked_at IS NULL AND c.expires_at > now())
    ORDER BY pp.position, pp.id
$$;
"""
"""What the holder of an open link came for: its job order, its plan, the two organizations.

Of a plan's people its employer, signed in or by a link, reads by code how they stand to the job: never a circumstance.
"""

ANSWER_PLAN = """
DROP FUNCTION IF EXISTS gainful.answer_plan(uuid, text, text[], text);
CREATE OR REPLACE FUNCTION gainful.answer_plan(plan uuid, said text, why text[], words text) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE answered uuid;
BEGIN
  UPDATE plans_planperson pp SET answer = said, answer_reasons = why, answer_note = left(words, 400),
    answered_at = clock_timestamp()
  FROM participants_participant person, plans_plan p
  WHERE pp.plan_id = plan AND p.id = plan AND p.status <> 'superseded'
    AND EXISTS (SELECT FROM job_orders_joborder o WHERE o.id = p.job_order_id AND o.status <> 'closed')
    AND (p.status <> 'draft' OR EXISTS (
      SELECT FROM outbox_signedlink l WHERE l.about_kind = 'plan' AND l.about_id = p.id::text)
      OR EXISTS (SELECT FROM outbox_request r WHERE r.participant_id = pp.participant_id
        AND r.about_kind = 'plan_place' AND r.about_id = pp.id::text))
    AND person.id = pp.participant_id
    AND (person.user_id = gainful.actor_user() OR pp.id = gainful.link_place())
  RETURNING pp.id INTO answered;
  RETURN answered;
END $$;
"""
"""A person's answer to their part of a plan: nobody else can give it, and they write nothing else of the row."""

LISTS = f"""
CREATE OR REPLACE FUNCTION gainful.is_open_list_of(job_order uuid, agency uuid) RETURNS boolean LANGUAGE sql
  {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM job_orders_joborder o WHERE o.id = job_order AND o.agency_id = agency
    AND o.status NOT IN ('draft', 'closed') AND (NOT gainful.is_web() OR EXISTS (
      SELECT FROM participants_consent c WHERE c.participant_id IN (SELECT gainful.own_participants())
      AND c.organization_id = o.agency_id AND c.revoked_at IS NULL AND c.expires_at > now())))
$$;
"""
"""Whether there is such a list to ask about: a person reads no job order."""

FUNCTIONS = MY_PLANS + ANSWER_PLAN + LINKS + LISTS

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.links_end_with_order() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE outbox_signedlink l SET revoked_at = clock_timestamp()
    WHERE l.revoked_at IS NULL AND l.expires_at > clock_timestamp()
    AND ((l.about_kind = 'job_order' AND l.about_id = NEW.id::text) OR (l.about_kind = 'plan' AND l.about_id IN
      (SELECT p.id::text FROM plans_plan p WHERE p.job_order_id = NEW.id)));
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_plans_links_end AFTER UPDATE OF status ON job_orders_joborder FOR EACH ROW
  WHEN (NEW.status = 'closed' AND OLD.status <> 'closed') EXECUTE FUNCTION gainful.links_end_with_order();

CREATE OR REPLACE FUNCTION gainful.signed_plan_is_frozen() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE plan uuid;
BEGIN
  IF TG_OP = 'DELETE' AND gainful.samples_go() THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND gainful.moves_person()
      AND to_jsonb(OLD) - 'participant_id' = to_jsonb(NEW) - 'participant_id' THEN RETURN NEW; END IF;
  plan := CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END;
  PERFORM FROM job_orders_joborder o JOIN plans_plan p ON p.job_order_id = o.id WHERE p.id = plan FOR SHARE OF o, p;
  IF EXISTS (SELECT FROM plans_plansignature WHERE plan_id = plan) THEN
    RAISE EXCEPTION 'plan % is signed and cannot change', plan USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER gainful_signature_stays BEFORE UPDATE OR DELETE ON plans_plansignature
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_stays();
CREATE TRIGGER gainful_course_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plancourse
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();
CREATE TRIGGER gainful_budget_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_budgetline
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();
CREATE TRIGGER gainful_support_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plansupportitem
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();

CREATE OR REPLACE FUNCTION gainful.signed_document_stays() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM plans_plansignature WHERE plan_id = OLD.id) THEN
    RAISE EXCEPTION 'plan % is signed and cannot change', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_signed_document_stays BEFORE UPDATE ON plans_plan FOR EACH ROW
  WHEN (to_jsonb(OLD) - ARRAY['status', 'commitment_id', 'created_by_id']
    IS DISTINCT FROM to_jsonb(NEW) - ARRAY['status', 'commitment_id', 'created_by_id'])
  EXECUTE FUNCTION gainful.signed_document_stays();

CREATE TRIGGER gainful_person_joins BEFORE INSERT ON plans_planperson
  FOR EACH ROW EXECUTE FUNCTION gainful.signed_plan_is_frozen();
CREATE OR REPLACE FUNCTION gainful.signature_locks_plan() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM job_orders_joborder o JOIN plans_plan p ON p.job_order_id = o.id WHERE p.id = NEW.plan_id
    FOR NO KEY UPDATE OF o, p;
  UPDATE plans_plan SET status = status WHERE id = NEW.plan_id;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_signature_locks_plan BEFORE INSERT ON plans_plansignature
  FOR EACH ROW EXECUTE FUNCTION gainful.signature_locks_plan();
CREATE TRIGGER gainful_signed_person_stays BEFORE UPDATE ON plans_planperson FOR EACH ROW
  WHEN (to_jsonb(OLD) - ARRAY['answer', 'answer_reasons', 'answer_note', 'answered_at']
    IS DISTINCT FROM to_jsonb(NEW) - ARRAY['answer', 'answer_reasons', 'answer_note', 'answered_at'])
  EXECUTE FUNCTION gainful.signed_plan_is_frozen();
DROP FUNCTION IF EXISTS gainful.signed_person_stays();
"""
"""A link ends with its job order; what ends every link is in the rights of messages. What was signed stays as it was.

A trigger, since job orders come before plans and call nothing in them; it acts for whoever closes.
"""
