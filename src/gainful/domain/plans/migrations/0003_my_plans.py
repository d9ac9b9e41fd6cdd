"""What a participant reads of the plans that name them: a function that gives nothing about anybody else.

A policy would open whole rows, and a plan's rows hold other people's hours and needs and the budget.
"""

from django.db import migrations

EVERYBODY = "('coaching', 'mentor')"
"""Kinds of support that all people of a plan get."""

MY_PLANS = f"""
CREATE FUNCTION gainful.my_plans() RETURNS jsonb LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); answer jsonb;
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  WITH mine AS (
    SELECT pp.plan_id, pp.code, pp.support, p.job_order_id, p.number, p.status, p.result, p.created_by_id,
      p.status IN ('sent_to_employer', 'signed') OR (p.status = 'draft' AND EXISTS (
        SELECT FROM plans_sharelink l WHERE l.plan_id = p.id)) AS seen
    FROM plans_planperson pp
    JOIN participants_participant person ON person.id = pp.participant_id
    JOIN plans_plan p ON p.id = pp.plan_id
    WHERE person.user_id = gainful.actor_user()
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', m.plan_id, 'number', m.number, 'code', m.code, 'status', m.status,
    'is_shared', m.seen AND o.status <> 'closed' AND NOT EXISTS (
      SELECT FROM plans_plan q WHERE q.job_order_id = m.job_order_id AND q.number > m.number
      AND (q.status IN ('sent_to_employer', 'signed')
        OR EXISTS (SELECT FROM plans_sharelink l WHERE l.plan_id = q.id))),
    'is_signed', m.status = 'signed',
    'job_title', o.title, 'employer', coalesce(e.name, o.employer_name), 'place', o.place,
    'wage_low', o.wage_low, 'wage_high', o.wage_high, 'wage_unit', o.wage_unit,
    'schedule', o.schedule, 'hours_per_week', o.hours_per_week,
    'agency_id', o.agency_id, 'agency', a.name,
    'contact', coalesce(u.name, ''), 'contact_email', coalesce(u.email, ''),
    'support', m.support,
    'everybody', (SELECT coalesce(jsonb_agg(s.label ORDER BY s.label), '[]') FROM plans_plansupportitem s
      WHERE s.plan_id = m.plan_id AND s.kind IN {EVERYBODY}),
    'on_the_job', (SELECT coalesce(jsonb_agg(j -> 'name'), '[]')
      FROM jsonb_array_elements(coalesce(m.result -> 'on_the_job', '[]')) j),
    'courses', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'title', c.title, 'provider', c.provider, 'modality', c.modality, 'starts_on', c.starts_on,
        'ends_on', c.ends_on, 'hours', c.hours, 'weekly_hours', c.weekly_hours,
        'address', coalesce((SELECT l.address FROM organizations_course oc
          JOIN organizations_location l ON l.organization_id = oc.provider_id
          WHERE oc.id = c.course_id AND l.address <> '' ORDER BY l.name, l.id LIMIT 1), ''))
        ORDER BY c.starts_on NULLS LAST, c.position), '[]')
      FROM plans_plancourse c WHERE c.plan_id = m.plan_id
      AND (c.course_id IS NULL OR m.result -> 'takes' -> m.code IS NULL
        OR jsonb_exists(m.result -> 'takes' -> m.code, c.course_id::text)))
  ) ORDER BY m.seen DESC, o.updated_at DESC, m.number DESC), '[]') INTO answer
  FROM mine m
  JOIN job_orders_joborder o ON o.id = m.job_order_id
  JOIN organizations_organization a ON a.id = o.agency_id
  LEFT JOIN organizations_organization e ON e.id = o.employer_id
  LEFT JOIN accounts_user u ON u.id = m.created_by_id;
  PERFORM set_config('gainful.role', acting, true);
  RETURN answer;
END $$;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gainful_web') THEN
    GRANT EXECUTE ON FUNCTION gainful.my_plans() TO gainful_web;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """A person reads their own part of a plan."""

    dependencies = [("plans", "0002_row_security"), ("participants", "0002_row_security")]

    operations = [migrations.RunSQL(MY_PLANS, "DROP FUNCTION gainful.my_plans();")]
