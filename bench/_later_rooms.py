"""Rows of the rooms after the job order, for `bench.loads`: accounts, support, cohorts, placements, plans, the ledger.

Person n is `md5('person ' || n)`, and so for every other kind, so that statements need not read each other's rows.
A coach looks after sixty people, an instructor teaches four cohorts, twenty people are in a cohort.
"""

from __future__ import annotations

CASELOAD = 60
"""People of a coach."""
ROLES = ("program_manager", "employer", "instructor", "operator")
NEEDS = "{child_care,housing,food,transport,money,digital,language,family,health,legal}"
USER = """
INSERT INTO accounts_user (is_superuser, id, password, email, name, language, is_active, is_staff, is_sample,
  created_at) """
STAFF = (
    USER
    + """
SELECT false, md5(role || ' ' || n)::uuid, '!', role || n || '@load.example', 'Load ' || role || ' ' || n, 'en', true,
  false, true, now()
FROM generate_series(1, %(count)s) n, unnest(%(roles)s::text[]) role ON CONFLICT DO NOTHING""",
    """
INSERT INTO organizations_membership (id, role, created_at, user_id, organization_id)
SELECT md5('member ' || role || ' ' || n)::uuid, role, now(), md5(role || ' ' || n)::uuid,
  (CASE role WHEN 'employer' THEN %(employer)s ELSE %(agency)s END)::uuid
FROM generate_series(1, %(count)s) n, unnest(%(roles)s::text[]) role ON CONFLICT DO NOTHING""",
)
ACCOUNTS = (
    USER
    + """
SELECT false, md5('account ' || n)::uuid, '!', 'person' || n || '@load.example', 'Person ' || n, 'en', true, false,
  true, now()
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
    """
UPDATE participants_participant p SET user_id = md5('account ' || n)::uuid
FROM generate_series(1, %(count)s) n WHERE p.id = md5('person ' || n)::uuid AND p.user_id IS NULL""",
)
ASSIGNMENTS = (
    USER
    + """
SELECT false, md5('coach ' || c)::uuid, '!', 'coach' || c || '@load.example', 'Load coach ' || c, 'en', true, false,
  true, now()
FROM generate_series(1, (%(count)s - 1) / %(caseload)s + 1) c ON CONFLICT DO NOTHING""",
    """
INSERT INTO organizations_membership (id, role, created_at, user_id, organization_id)
SELECT md5('member coach ' || c)::uuid, 'coach', now(), md5('coach ' || c)::uuid, %(agency)s
FROM generate_series(1, (%(count)s - 1) / %(caseload)s + 1) c ON CONFLICT DO NOTHING""",
    """
INSERT INTO support_caseload (id, most, languages, coach_id, organization_id)
SELECT md5('caseload ' || c)::uuid, %(caseload)s, '{en}', md5('coach ' || c)::uuid, %(agency)s
FROM generate_series(1, (%(count)s - 1) / %(caseload)s + 1) c ON CONFLICT DO NOTHING""",
    """
INSERT INTO support_assignment (id, coach_name, since, coach_id, organization_id, participant_id)
SELECT md5('assignment ' || n)::uuid, 'Load coach ' || 1 + (n - 1) / %(caseload)s, now() - n %% 300 * interval '1 day',
  md5('coach ' || 1 + (n - 1) / %(caseload)s)::uuid, %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
)
ASSESSMENTS = (
    """
INSERT INTO support_assessment (id, instrument, version, language, topics, moment, how, state, started_at, finished_at,
  updated_at, organization_id, participant_id)
SELECT md5('assessment ' || n)::uuid, 'needs', 1, 'en', '{child_care,housing,food,transport}', 'enrolment', 'together',
  'finished', at, at, at, %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, LATERAL (SELECT now() - n %% 120 * interval '1 day') AS t (at)
WHERE n %% 20 > 0 ON CONFLICT DO NOTHING""",
    """
INSERT INTO support_needanswer (id, question, value, is_sensitive, answered_at, assessment_id, participant_id)
SELECT md5('answer ' || n || question)::uuid, question, value::jsonb, false, now(), md5('assessment ' || n)::uuid,
  md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, (VALUES ('child_care_has', '"no"'), ('housing_now', '"own"'),
  ('food_last', '"sometimes"'), ('want_housing', '"later"')) AS a (question, value)
WHERE n %% 20 > 0 ON CONFLICT DO NOTHING""",
)
GOALS = (
    """
INSERT INTO support_goal (id, need, is_sensitive, own_words, words, state, version, created_at, is_sample,
  organization_id, participant_id)
SELECT md5('goal ' || n || ' ' || k)::uuid, (%(needs)s::text[])[1 + (n + k) %% 8], false, 'I want to get there on time',
  '', CASE k WHEN 1 THEN 'open' ELSE 'reached' END, 1, now(), true, %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 2) k ON CONFLICT DO NOTHING""",
    """
INSERT INTO support_goalaction (id, text, owner, owner_name, due_on, state, version, created_at, goal_id,
  participant_id)
SELECT md5('action ' || n || ' ' || k)::uuid, 'Ask about the bus pass', (ARRAY['coach', 'person'])[k], '',
  current_date + n %% 41 - 3, (ARRAY['todo', 'doing', 'done'])[1 + (n + k) %% 3], 1, now(),
  md5('goal ' || n || ' 1')::uuid, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 2) k ON CONFLICT DO NOTHING""",
)
NOTES = (
    """
INSERT INTO support_casenote (id, author_name, kind, need, is_sensitive, text, shared_with, happened_at, minutes,
  made_offline, created_at, author_id, organization_id, participant_id)
SELECT md5('note ' || n || ' ' || k)::uuid, 'Load coach', (ARRAY['call', 'meeting', 'message'])[k], 'transport', false,
  'We spoke about how the first weeks go.', 'agency', at, 20, false, at,
  md5('coach ' || 1 + (n - 1) / %(caseload)s)::uuid, %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 3) k,
  LATERAL (SELECT now() - (n %% 17 + 20 * (k - 1)) * interval '1 day') AS t (at) ON CONFLICT DO NOTHING""",
)
SERVICES = (
    """
INSERT INTO support_provider (id, hsds_id, name, description, email, website, document, updated_at, organization_id)
SELECT md5('provider ' || n)::uuid, 'load-' || n, 'Load provider ' || n, '', '', '', '{}', now(), %(agency)s
FROM generate_series(1, %(count)s / 5 + 1) n ON CONFLICT DO NOTHING""",
    """
INSERT INTO support_service (id, hsds_id, name, description, status, needs, email, phone, url, eligibility, fees,
  how_to_apply, languages, schedules, is_emergency, places, places_free, document, updated_at, organization_id,
  provider_id)
SELECT md5('service ' || n)::uuid, 'load-' || n, (%(needs)s::text[])[1 + n %% 10] || ' help ' || n,
  'Help with what keeps people from work.', 'active', ARRAY[(%(needs)s::text[])[1 + n %% 10]], '', '', '', '', '', '',
  '{}', '[]', false, 50, 1 + n %% 50, '{}', now(), %(agency)s, md5('provider ' || 1 + n / 5)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
    """
INSERT INTO support_servicelocation (id, hsds_id, location_id_in_hsds, name, address, city, state, postal_code,
  area_code, transportation, phone, schedules, document, service_id)
SELECT md5('location ' || n)::uuid, 'load-' || n, 'load-' || n, 'Office', n || ' Main Street', 'Minneapolis', 'MN',
  (55401 + n %% 40)::text, '33460', '', '', '[]', '{}', md5('service ' || n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
)
REFERRALS = (
    """
INSERT INTO support_referral (id, need, urgency, message, is_warm, handed_over_how, share_name, share_phone,
  share_email, agreed_how, agreed_at, state, outcome, declined_by, decline_reason, decline_note, holds_place, sent_at,
  received_said_by, updated_at, organization_id, participant_id, sent_by_id, service_id)
SELECT md5('referral ' || n)::uuid, (%(needs)s::text[])[1 + n %% 8], 'routine', '', false, '', true, true, false,
  'own_account', now(), state, '', CASE state WHEN 'declined' THEN 'provider' ELSE '' END,
  CASE state WHEN 'declined' THEN 'full' ELSE '' END, '', false, now() - n %% 90 * interval '1 day', '', now(),
  %(agency)s, md5('person ' || 2 * n)::uuid, md5('coach ' || 1 + (2 * n - 1) / %(caseload)s)::uuid,
  md5('service ' || 1 + n %% services.many)::uuid
FROM (SELECT greatest(count(*), 1) AS many FROM support_service WHERE hsds_id LIKE 'load-%%') services,
  generate_series(1, %(count)s) n,
  LATERAL (SELECT (ARRAY['closed', 'received', 'sent', 'closed', 'accepted', 'closed', 'scheduled', 'closed',
    'received', 'declined'])[1 + n / 30 %% 10]) AS s (state)
ON CONFLICT DO NOTHING""",
)
APPOINTMENTS = (
    """
INSERT INTO support_appointment (id, what, starts_at, ends_at, zone, place, how_to_get_there, call, state,
  cancelled_by, cancel_reason, is_late_cancel, times_moved, created_at, updated_at, host_id, organization_id,
  participant_id)
SELECT md5('appointment ' || n || ' ' || k)::uuid, 'How it goes', at, at + interval '30 minutes', 'America/Chicago', '',
  '', '', CASE k WHEN 1 THEN 'kept' ELSE 'booked' END, '', '', false, 0, now(), now(),
  md5('coach ' || 1 + (n - 1) / %(caseload)s)::uuid, %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 2) k, LATERAL (SELECT date_trunc('day', now())
  + (CASE k WHEN 1 THEN -7 - n %% 60 ELSE n %% 21 END) * interval '1 day' + (15 + n %% 6) * interval '1 hour') AS t (at)
ON CONFLICT DO NOTHING""",
)
MONEY = (
    """
INSERT INTO support_moneyrequest (id, kind, words, asked, state, asked_by_person, asked_at, over_cap_reason, reason,
  way, payee, reference, receipt, updated_at, organization_id, participant_id)
SELECT md5('money ' || n)::uuid, 'transport', 'A bus pass', 60,
  (ARRAY['withdrawn', 'asked', 'refused'])[1 + n / 60 %% 3],
  true, now() - n %% 50 * interval '1 day', '', '', '', '', '', '', now(), %(agency)s, md5('person ' || 5 * n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
)
THREADS = (
    """
INSERT INTO outbox_thread (id, address, name, subject, about_kind, about_id, created_at, last_at, waits,
  organization_id, participant_id, user_id)
SELECT md5('thread ' || n)::uuid, '', '', 'A question', '', '', now(), now() - n %% 90 * interval '1 day', n %% 12 = 0,
  %(agency)s, md5('person ' || 3 * n)::uuid, NULL
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
)
COHORTS = (
    """
INSERT INTO programs_program (id, name, about, is_open, created_at, organization_id)
SELECT md5('program ' || n)::uuid, 'Load program ' || n, '', true, now(), %(agency)s
FROM generate_series(1, 20) n ON CONFLICT DO NOTHING""",
    """
INSERT INTO cohorts_cohort (id, name, about, contact, status, seats, starts_on, ends_on, apply_until, decide_days,
  is_public, notice, expected_rate, opened_at, ended_reason, is_sample, created_at, updated_at, organization_id,
  program_id, alert_after)
SELECT md5('cohort ' || c)::uuid, 'Cohort ' || c, '', '', CASE WHEN c %% 5 = 0 THEN 'running' ELSE 'completed' END, 20,
  day, day + 84, day - 14, 14, false, '{}', '{"completed": 8, "ended": 10}', now(), '', true, now(), now(), %(agency)s,
  md5('program ' || 1 + c %% 20)::uuid, 3
FROM generate_series(1, %(count)s) c,
  LATERAL (SELECT current_date - CASE WHEN c %% 5 = 0 THEN 20 ELSE 120 + c %% 900 END) AS d (day)
ON CONFLICT DO NOTHING""",
    """
INSERT INTO cohorts_instructor (id, name, cohort_id, user_id)
SELECT md5('teaches ' || c)::uuid, 'Load instructor', md5('cohort ' || c)::uuid, md5('instructor ' || 1 + c / 4)::uuid
FROM generate_series(1, %(count)s) c ON CONFLICT DO NOTHING""",
    """
INSERT INTO cohorts_session (id, kind, title, place, day, starts_at, minutes, zone, status, reason, times_changed,
  created_at, updated_at, cohort_id)
SELECT md5('session ' || c || ' ' || k)::uuid, 'class', 'Class ' || k, 'Room 4', day, day + time '15:00', 120,
  'America/Chicago', CASE WHEN day < current_date THEN 'held' ELSE 'planned' END, '', 0, now(), now(),
  md5('cohort ' || c)::uuid
FROM generate_series(1, %(count)s) c, generate_series(1, 12) k, LATERAL (SELECT current_date - CASE WHEN c %% 5 = 0
  THEN 20 ELSE 120 + c %% 900 END + 7 * (k - 1)) AS d (day) ON CONFLICT DO NOTHING""",
    """
INSERT INTO cohorts_application (id, code, name, email, phone, language, note, source, status, status_at, refusal,
  left_reason, words, decide_by, follow, shared_until, applied_at, organization_id, participant_id, cohort_id)
SELECT md5('application ' || n)::uuid, 'L' || n, 'Person ' || n, '', '', 'en', '', 'account', 'enrolled', now(), '',
  '', '', current_date, 'yes', now() + interval '1 year', now(), %(agency)s, md5('person ' || n)::uuid,
  md5('cohort ' || 1 + (n - 1) / 20)::uuid
FROM generate_series(1, 20 * %(count)s) n ON CONFLICT DO NOTHING""",
    """
INSERT INTO cohorts_enrolment (id, name, status, starts_on, ends_on, reason, enrolled_at, application_id, cohort_id,
  organization_id, participant_id)
SELECT md5('enrolment ' || n)::uuid, 'Person ' || n,
  CASE WHEN (1 + (n - 1) / 20) %% 5 = 0 THEN 'enrolled' ELSE 'completed' END, current_date - 20, current_date + 64, '',
  now(), md5('application ' || n)::uuid, md5('cohort ' || 1 + (n - 1) / 20)::uuid, %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, 20 * %(count)s) n ON CONFLICT DO NOTHING""",
    """
INSERT INTO cohorts_attendance (id, presence, minutes_late, minutes_early, minutes, note, how, tapped_at, updated_at,
  enrolment_id, session_id)
SELECT md5('attendance ' || n || ' ' || k)::uuid, CASE WHEN (n + k) %% 9 = 0 THEN 'absent' ELSE 'present' END, 0, 0,
  CASE WHEN (n + k) %% 9 = 0 THEN 0 ELSE 120 END, '', 'tap', now(), now(), md5('enrolment ' || n)::uuid,
  md5('session ' || 1 + (n - 1) / 20 || ' ' || k)::uuid
FROM generate_series(1, 20 * %(count)s) n, generate_series(1, 3) k ON CONFLICT DO NOTHING""",
)
PLACEMENTS = (
    """
INSERT INTO placements_introduction (id, is_internal, status, card, job, asked_at, agreed_at, shared_until, changed_at,
  employer_id, job_order_id, organization_id, participant_id)
SELECT md5('introduction ' || n)::uuid, false, state, '{}', jsonb_build_object('title', 'Opening'), now(), now(),
  current_date + 90, now() - n %% 300 * interval '1 day', %(employer)s, md5('order ' || 1 + n %% orders.many)::uuid,
  %(agency)s, md5('person ' || n)::uuid
FROM (SELECT greatest(count(*), 1) AS many FROM job_orders_joborder WHERE title LIKE 'Opening %%' AND is_sample) orders,
  generate_series(1, %(count)s) n, LATERAL (SELECT CASE WHEN n %% 4 > 0 THEN 'hired'
    ELSE (ARRAY['asked', 'introduced', 'interview', 'closed'])[1 + n / 4 %% 4] END) AS s (state)
ON CONFLICT DO NOTHING""",
    """
INSERT INTO placements_placement (title, starts_on, hours_per_week, wage, wage_unit, wage_hourly, schedule, benefits,
  benefits_known, subsidised, next_role, id, kind, employer_name, occupation_code, source, note, recorded_at,
  introduction_id, job_order_id, organization_id, participant_id)
SELECT 'Opening', current_date - n %% 380, 38, 19, 'hour', 19, '', '{}', false, false, '', md5('placement ' || n)::uuid,
  'other_job', 'Load employer', '31-1131.00', 'agency', '', now(), md5('introduction ' || n)::uuid, NULL, %(agency)s,
  md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n WHERE n %% 4 > 0 ON CONFLICT DO NOTHING""",
    """
INSERT INTO measures_followup (id, side, clock, moment, began_on, due_on, arm, job_title, employer_name, shown_name,
  state, created_at, organization_id, participant_id, placement_id)
SELECT md5('follow-up ' || n || moment)::uuid, 'person', 'hire', moment, began, began + days, '', 'Opening',
  'Load employer', '', CASE WHEN began + days > current_date THEN 'due'
    ELSE (ARRAY['answered', 'silent', 'answered'])[1 + n %% 3] END, now(), %(agency)s, md5('person ' || n)::uuid,
  md5('placement ' || n)::uuid
FROM generate_series(1, %(count)s) n, LATERAL (SELECT current_date - n %% 380) AS b (began),
  (VALUES ('month_1', 30), ('month_3', 91), ('month_6', 182), ('month_12', 365)) AS m (moment, days)
WHERE n %% 4 > 0 ON CONFLICT DO NOTHING""",
)
LEDGER = (
    """
INSERT INTO ledger_ledgerrow (id, source_kind, source_id, is_actual, part, label, day, minutes, cost, created_at,
  organization_id, participant_id)
SELECT md5('hours ' || n || ' ' || k)::uuid, 'case_note', md5('note ' || n || ' ' || k)::uuid::text, true, 'support',
  'Talk with a coach', current_date - n %% 90, 20, 12, now(), %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 3) k ON CONFLICT DO NOTHING""",
)
READS = (
    """
INSERT INTO participants_readlog (id, reader, organization_name, what, reason, at, organization_id, participant_id,
  user_id)
SELECT md5('read ' || n || ' ' || k)::uuid, 'Load coach', 'Load agency', 'On a coach''s list of the day', '',
  now() - (n %% 90 + k) * interval '1 day', %(agency)s, md5('person ' || n)::uuid, md5('coach ' || 1 + (n - 1)
    / %(caseload)s)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 3) k ON CONFLICT DO NOTHING""",
)
PLANS = (
    """
INSERT INTO job_orders_profileversion (id, number, occupation_code, reference_version, created_at, job_order_id)
SELECT md5('profile ' || n)::uuid, 1, (%(occupations)s::text[])[1 + n %% 8], 'onet-30.0', now(),
  md5('order ' || n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
    """
UPDATE job_orders_joborder SET status = 'planned' WHERE id IN (SELECT md5('order ' || n)::uuid
  FROM generate_series(1, %(count)s) n WHERE n %% 3 = 0)""",
    """
INSERT INTO plans_plan (id, number, status, scenario, people_count, starts_on, weeks, cost_total, inputs, document,
  created_at, job_order_id, profile_version_id)
SELECT md5('plan ' || n)::uuid, 1, 'sent_to_employer', p.scenario, 20, p.starts_on, p.weeks, p.cost_total, p.inputs,
  p.document, now(), md5('order ' || n)::uuid, md5('profile ' || n)::uuid
FROM (SELECT * FROM plans_plan WHERE status <> 'superseded' ORDER BY created_at, id LIMIT 1) p,
  generate_series(1, %(count)s) n ON CONFLICT DO NOTHING""",
    """
INSERT INTO plans_planperson (id, position, code, part, record_hash, answer, answer_reasons, answer_note,
  participant_id, plan_id)
SELECT md5('place ' || n)::uuid, 1 + (n - 1) %% 20, 'L' || n, p.part, '', (ARRAY['', 'yes'])[1 + n %% 2], '{}', '',
  md5('person ' || n)::uuid, md5('plan ' || 1 + (n - 1) / 20)::uuid
FROM (SELECT pp.part FROM plans_planperson pp WHERE plan_id = (SELECT id FROM plans_plan
    WHERE status <> 'superseded' ORDER BY created_at, id LIMIT 1) ORDER BY position LIMIT 1) p,
  generate_series(1, 20 * %(count)s) n ON CONFLICT DO NOTHING""",
)
"""The document of each plan is a copy of the oldest plan that is there, as a demo has one; without one none is made."""

ROOMS: dict[str, tuple[tuple[str, ...], str]] = {
    "staff": (STAFF, "as many program managers, employers' contacts, instructors and operators"),
    "accounts": (ACCOUNTS, "accounts of as many of the people"),
    "assignments": (ASSIGNMENTS, "a coach for as many of the people, sixty each"),
    "assessments": (ASSESSMENTS, "finished needs assessments of nineteen in twenty of them"),
    "goals": (GOALS, "two goals each, with two actions"),
    "notes": (NOTES, "three case notes each"),
    "services": (SERVICES, "as many services, five of a provider"),
    "referrals": (REFERRALS, "as many referrals, of every second of the people"),
    "appointments": (APPOINTMENTS, "two appointments each, one of them to come"),
    "money": (MONEY, "as many requests for money, of every fifth of the people"),
    "threads": (THREADS, "as many talks, of every third of the people"),
    "cohorts": (COHORTS, "as many cohorts of twenty, with sessions and attendance"),
    "placements": (
        PLACEMENTS,
        "introductions of as many of the people, three of four hired, with follow-ups",
    ),
    "ledger": (LEDGER, "three rows of hours each"),
    "reads": (READS, "three looks at each record"),
    "plans": (PLANS, "plans of as many of the job orders, twenty people each"),
}
"""Statements of each kind of row and what a count makes."""
SETTINGS = {"caseload": CASELOAD, "roles": list(ROLES), "needs": NEEDS}
"""What the statements name besides count and parties."""
