"""A plan is stored as one document; plans made before are written into it from their columns."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


EVERYBODY = "('coaching', 'mentor')"
"""Kinds of support that all people of a plan get."""

FILL = """
SELECT set_config('gainful.role', 'system', true);
UPDATE plans_planperson pp SET part = jsonb_build_object(
  'rank', pp.position + 1, 'id', pp.code, 'name', NULL,
  'occupation', jsonb_build_object('code', p.result -> 'last_work' -> pp.code, 'title', NULL),
  'hours_low', coalesce(pp.hours_low, 0), 'hours_high', coalesce(pp.hours_high, 0), 'cost', NULL,
  'wage_change', pp.wage_change, 'short_of', pp.short_of, 'already_has', '[]'::jsonb, 'support', pp.support,
  'course_hours', coalesce(p.result -> 'course_hours' -> pp.code, '0'),
  'takes', coalesce(p.result -> 'takes' -> pp.code, '[]'),
  'skips', (SELECT coalesce(jsonb_agg(c.course_id ORDER BY c.position), '[]') FROM plans_plancourse c
    WHERE c.plan_id = p.id AND NOT jsonb_exists(coalesce(p.result -> 'takes' -> pp.code, '[]'), c.course_id::text)),
  'what_would_change', pp.reasons)
FROM plans_plan p WHERE p.id = pp.plan_id;
UPDATE plans_plan p SET document = jsonb_build_object(
  'schema', 'gainful.plan/2', 'title', o.title,
  'sentence', p.people_count || ' people, ' || p.weeks || ' weeks, $' || round(p.cost_total) || ' in all.',
  'reference_version', v.reference_version,
  'occupation', jsonb_build_object('code', nullif(o.occupation_code, ''), 'title', nullif(o.occupation_title, '')),
  'openings', o.openings, 'wage', NULL, 'area', nullif(o.area_code, ''),
  'profile', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'competency_id', l.competency_id, 'taxonomy', l.taxonomy, 'domain', l.domain, 'name', l.name,
      'level', l.level, 'level_low', NULL, 'level_high', NULL, 'importance', l.importance, 'need', l.need,
      'confidence', l.confidence, 'evidence', jsonb_build_array(jsonb_build_object(
        'kind', l.evidence_kind, 'note', l.note, 'span', CASE WHEN l.span_start IS NULL THEN NULL ELSE
          jsonb_build_object('start', l.span_start, 'end', l.span_end, 'text', l.span_text) END)))
    ORDER BY l.position), '[]') FROM job_orders_requiredcompetency l WHERE l.version_id = v.id AND l.need <> 'nice_to_have'),
  'feeder_occupations', '[]'::jsonb,
  'candidates', jsonb_build_object('on_list', coalesce(p.result -> 'candidates', '0'), 'under_200_hours', 0,
    'excluded', coalesce(p.result -> 'excluded', '{}')),
  'people', '[]'::jsonb,
  'courses', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', coalesce(c.course_id, c.id), 'title', c.title, 'provider', c.provider, 'hours', c.hours,
      'weekly_hours', c.weekly_hours, 'price', c.price, 'modality', c.modality,
      'start', coalesce(c.starts_on, p.created_at::date), 'end', coalesce(c.ends_on, c.starts_on, p.created_at::date),
      'weeks', coalesce((c.ends_on - c.starts_on) / 7 + 1, 0), 'closes', (SELECT coalesce(jsonb_agg(l.name), '[]')
        FROM job_orders_requiredcompetency l WHERE l.version_id = v.id AND l.competency_id = ANY (c.competencies)),
      'competencies', to_jsonb(c.competencies), 'reason', '')
    ORDER BY c.position), '[]') FROM plans_plancourse c WHERE c.plan_id = p.id),
  'on_the_job', (SELECT coalesce(jsonb_agg(j || jsonb_build_object('competency_id', '', 'is_credential',
      coalesce(j -> 'is_credential', 'false'))), '[]')
    FROM jsonb_array_elements(coalesce(p.result -> 'on_the_job', '[]')) j),
  'mix', jsonb_build_object('scenario', p.scenario, 'shares', p.mix -> 'shares', 'reference', p.mix -> 'reference',
    'reasons', coalesce(p.mix -> 'reasons', '[]')),
  'cost', jsonb_build_object('currency', 'USD', 'total', p.cost_total, 'people', p.people_count,
    'per_person', round(p.cost_total / greatest(1, p.people_count), 2),
    'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object('part', b.share, 'kind',
        CASE WHEN b.share = 'train' AND b.unit = 'person' THEN 'course' ELSE b.share END, 'label', b.label,
        'quantity', b.quantity, 'unit', b.unit, 'unit_price', b.unit_price, 'amount', b.amount, 'people', 0,
        'source', b.basis) ORDER BY b.position), '[]') FROM plans_budgetline b WHERE b.plan_id = p.id)),
  'schedule', jsonb_build_object('start', p.starts_on, 'weeks', p.weeks),
  'choice', jsonb_build_object('optimal', coalesce(p.result -> 'optimal', 'false'),
    'gap', coalesce(p.result -> 'gap', '0'), 'considered', coalesce(p.result -> 'considered', '0')),
  'unknowns', p.unknowns)
FROM job_orders_joborder o, job_orders_profileversion v WHERE o.id = p.job_order_id AND v.id = p.profile_version_id;
SELECT set_config('gainful.role', '', true);
"""

MY_PLANS = f"""
CREATE OR REPLACE FUNCTION gainful.my_plans() RETURNS jsonb LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); answer jsonb;
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  WITH mine AS (
    SELECT pp.plan_id, pp.code, pp.part, p.job_order_id, p.number, p.status, p.document, p.created_by_id,
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
    'support', coalesce(m.part -> 'support', '[]'),
    'everybody', (SELECT coalesce(jsonb_agg(s.label ORDER BY s.label), '[]') FROM plans_plansupportitem s
      WHERE s.plan_id = m.plan_id AND s.kind IN {EVERYBODY}),
    'on_the_job', (SELECT coalesce(jsonb_agg(j -> 'name'), '[]')
      FROM jsonb_array_elements(coalesce(m.document -> 'on_the_job', '[]')) j),
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
  PERFORM set_config('gainful.role', acting, true);
  RETURN answer;
END $$;
"""


class Migration(migrations.Migration):
    """A plan is one document; its people have theirs in rows of their own."""

    dependencies = [
        ('plans', '0004_links_end'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='plan',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='plan',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='planperson',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='planperson',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='planperson',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='plan',
            name='document',
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='planperson',
            name='part',
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='planpersonevent',
            name='part',
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(MY_PLANS, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='plan',
            name='messages',
        ),
        migrations.RemoveField(
            model_name='plan',
            name='mix',
        ),
        migrations.RemoveField(
            model_name='plan',
            name='result',
        ),
        migrations.RemoveField(
            model_name='plan',
            name='unknowns',
        ),
        migrations.RemoveField(
            model_name='planevent',
            name='messages',
        ),
        migrations.RemoveField(
            model_name='planevent',
            name='mix',
        ),
        migrations.RemoveField(
            model_name='planevent',
            name='unknowns',
        ),
        migrations.RemoveField(
            model_name='planperson',
            name='hours_high',
        ),
        migrations.RemoveField(
            model_name='planperson',
            name='hours_low',
        ),
        migrations.RemoveField(
            model_name='planperson',
            name='reasons',
        ),
        migrations.RemoveField(
            model_name='planperson',
            name='short_of',
        ),
        migrations.RemoveField(
            model_name='planperson',
            name='support',
        ),
        migrations.RemoveField(
            model_name='planperson',
            name='wage_change',
        ),
        migrations.RemoveField(
            model_name='planpersonevent',
            name='hours_high',
        ),
        migrations.RemoveField(
            model_name='planpersonevent',
            name='hours_low',
        ),
        migrations.RemoveField(
            model_name='planpersonevent',
            name='reasons',
        ),
        migrations.RemoveField(
            model_name='planpersonevent',
            name='short_of',
        ),
        migrations.RemoveField(
            model_name='planpersonevent',
            name='support',
        ),
        migrations.RemoveField(
            model_name='planpersonevent',
            name='wage_change',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_planevent" ("cost_total", "created_at", "created_by_id", "id", "job_order_id", "number", "people_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_version_id", "scenario", "starts_on", "status", "weeks") VALUES (NEW."cost_total", NEW."created_at", NEW."created_by_id", NEW."id", NEW."job_order_id", NEW."number", NEW."people_count", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profile_version_id", NEW."scenario", NEW."starts_on", NEW."status", NEW."weeks"); RETURN NULL;', hash='78c41bbe614cc88d0d87681600282a080dae0eae', operation='INSERT', pgid='pgtrigger_insert_insert_8b340', table='plans_plan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cost_total" IS DISTINCT FROM (NEW."cost_total") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."job_order_id" IS DISTINCT FROM (NEW."job_order_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."people_count" IS DISTINCT FROM (NEW."people_count") OR OLD."profile_version_id" IS DISTINCT FROM (NEW."profile_version_id") OR OLD."scenario" IS DISTINCT FROM (NEW."scenario") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."weeks" IS DISTINCT FROM (NEW."weeks"))', func='INSERT INTO "plans_planevent" ("cost_total", "created_at", "created_by_id", "id", "job_order_id", "number", "people_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_version_id", "scenario", "starts_on", "status", "weeks") VALUES (NEW."cost_total", NEW."created_at", NEW."created_by_id", NEW."id", NEW."job_order_id", NEW."number", NEW."people_count", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profile_version_id", NEW."scenario", NEW."starts_on", NEW."status", NEW."weeks"); RETURN NULL;', hash='6a392a504b647fb25e869cb8b13aa16dc36aefe9', operation='UPDATE', pgid='pgtrigger_update_update_ee9c7', table='plans_plan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planperson',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_planpersonevent" ("code", "id", "part", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position") VALUES (NEW."code", NEW."id", NEW."part", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position"); RETURN NULL;', hash='85f9a4a36ec7c2d789bfc7f962da667648145536', operation='INSERT', pgid='pgtrigger_insert_insert_b8cbc', table='plans_planperson', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planperson',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_planpersonevent" ("code", "id", "part", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position") VALUES (NEW."code", NEW."id", NEW."part", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position"); RETURN NULL;', hash='20cb2b5d963d9af397b818f2e663d9dcc7a4fd74', operation='UPDATE', pgid='pgtrigger_update_update_79a62', table='plans_planperson', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planperson',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_planpersonevent" ("code", "id", "part", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position") VALUES (OLD."code", OLD."id", OLD."part", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position"); RETURN NULL;', hash='538c3736f170b5bd10fd77cdf1ef1b0477abecb1', operation='DELETE', pgid='pgtrigger_delete_delete_c6a7e', table='plans_planperson', when='AFTER')),
        ),
    ]
