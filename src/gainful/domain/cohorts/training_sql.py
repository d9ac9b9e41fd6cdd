"""SQL of sessions and attendance: whom an instructor teaches, what a calendar shows, what is booked, sums of hours."""

from __future__ import annotations

from gainful.domain.cohorts.rights_sql import AS_OWNER
from gainful.domain.ledger.rights_sql import COLUMNS

_HEAD = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"
_MINE = (
    "(NOT (SELECT gainful.is_web()) OR c.organization_id = (SELECT gainful.staff_organization())"
    " OR c.id IN (SELECT gainful.taught_cohorts()))"
)
_IN_SEAT = (
    "s.status <> 'cancelled' AND (s.track_id IS NULL OR s.track_id = e.track_id)"
    " AND s.day BETWEEN e.starts_on AND e.ends_on"
)

READERS = f"""
CREATE OR REPLACE FUNCTION gainful.taught_seats() RETURNS SETOF uuid LANGUAGE sql ROWS 100 {AS_OWNER} AS $$
  SELECT e.id FROM cohorts_enrolment e WHERE e.cohort_id IN (SELECT gainful.taught_cohorts())
    AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = e.participant_id
      AND c.organization_id = e.organization_id AND c.revoked_at IS NULL AND c.expires_at > now()
      AND 'profile' = ANY (c.scopes))
$$;
CREATE OR REPLACE FUNCTION gainful.calendar_sessions() RETURNS SETOF uuid LANGUAGE sql ROWS 200 {AS_OWNER} AS $$
  SELECT s.id FROM cohorts_session s WHERE gainful.link_scope() = 'cohort_calendar'
    AND s.cohort_id = gainful.link_about('cohort')
    AND s.cohort_id IN (SELECT c.id FROM cohorts_cohort c WHERE c.organization_id = gainful.link_organization())
  UNION SELECT s.id FROM cohorts_session s JOIN cohorts_enrolment e ON e.cohort_id = s.cohort_id
    WHERE gainful.link_scope() = 'calendar' AND gainful.systems_link()
    AND e.participant_id = gainful.link_about('person_calendar')
    AND e.status IN ('enrolled', 'completed') AND s.day BETWEEN e.starts_on AND e.ends_on
    AND (s.track_id IS NULL OR s.track_id = e.track_id)
$$;
CREATE OR REPLACE FUNCTION gainful.room_code_holds(wanted uuid, typed text) RETURNS boolean LANGUAGE sql
  {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM cohorts_roomcode r WHERE r.session_id = wanted AND upper(r.code) = upper(typed)
    AND r.valid_until > clock_timestamp())
$$;
"""
"""`taught_seats` is asked once a statement: a check of each person's consent by itself took seconds for a long list."""

SUMS = f"""
CREATE OR REPLACE FUNCTION gainful.session_counts(wanted uuid[], OUT session uuid, OUT presence text, OUT n integer)
  RETURNS SETOF record LANGUAGE sql ROWS 100 {AS_OWNER} AS $$
  SELECT a.session_id, a.presence::text, count(*)::integer FROM cohorts_attendance a
    JOIN cohorts_session s ON s.id = a.session_id JOIN cohorts_cohort c ON c.id = s.cohort_id
    WHERE a.session_id = ANY (wanted) AND {_MINE} GROUP BY a.session_id, a.presence
$$;
CREATE OR REPLACE FUNCTION gainful.training_sums(wanted uuid[], OUT cohort uuid, OUT people integer,
  OUT planned bigint, OUT held bigint, OUT attended bigint, OUT made_up bigint)
  RETURNS SETOF record LANGUAGE sql ROWS 10 {AS_OWNER} AS $$
  WITH mine AS (SELECT c.id FROM cohorts_cohort c WHERE c.id = ANY (wanted) AND {_MINE}),
  seats AS (SELECT e.* FROM cohorts_enrolment e JOIN mine ON mine.id = e.cohort_id WHERE e.status <> 'not_started'),
  plan AS (SELECT e.cohort_id, sum(s.minutes) AS planned, sum(s.minutes) FILTER (WHERE s.status = 'held'
      AND (e.ended_at IS NULL OR s.starts_at <= e.ended_at)) AS held
    FROM seats e JOIN cohorts_session s ON s.cohort_id = e.cohort_id AND {_IN_SEAT} GROUP BY e.cohort_id),
  there AS (SELECT s.cohort_id, sum(a.minutes) AS attended FROM cohorts_attendance a
    JOIN cohorts_session s ON s.id = a.session_id JOIN mine ON mine.id = s.cohort_id GROUP BY s.cohort_id),
  again AS (SELECT e.cohort_id, sum(m.minutes) AS made_up FROM cohorts_madeuphours m
    JOIN seats e ON e.id = m.enrolment_id WHERE m.taken_back_at IS NULL GROUP BY e.cohort_id)
  SELECT mine.id, (SELECT count(*)::integer FROM seats e WHERE e.cohort_id = mine.id), coalesce(plan.planned, 0),
    coalesce(plan.held, 0), coalesce(there.attended, 0), coalesce(again.made_up, 0)
  FROM mine LEFT JOIN plan ON plan.cohort_id = mine.id LEFT JOIN there ON there.cohort_id = mine.id
  LEFT JOIN again ON again.cohort_id = mine.id
$$;
"""
"""Sums name nobody, so they hold everybody of a cohort: hours that were taught do not vanish with a consent.

Minutes: `planned` of everybody's sessions, `held` of those that were held while they were in it.
"""

BOOKS = f"""
CREATE OR REPLACE FUNCTION gainful.book_training(of_session uuid, of_made_up uuid, of_online uuid)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM cohorts_session s JOIN cohorts_cohort c ON c.id = s.cohort_id
    WHERE s.id = of_session AND {_MINE} FOR NO KEY UPDATE OF s;
  PERFORM FROM cohorts_madeuphours m JOIN cohorts_enrolment e ON e.id = m.enrolment_id
    JOIN cohorts_cohort c ON c.id = e.cohort_id WHERE m.id = of_made_up AND {_MINE} FOR NO KEY UPDATE OF m;
  PERFORM FROM cohorts_onlinecompletion o JOIN cohorts_enrolment e ON e.id = o.enrolment_id
    JOIN cohorts_cohort c ON c.id = e.cohort_id WHERE o.id = of_online AND {_MINE} FOR NO KEY UPDATE OF o;
  WITH wanted AS (
    SELECT 'attendance' AS kind, a.id::text AS id, c.organization_id, c.program_id, e.participant_id, s.day,
      left('Class: ' || s.title, 200) AS label, a.minutes::integer AS minutes
    FROM cohorts_attendance a JOIN cohorts_session s ON s.id = a.session_id AND s.status = 'held'
    JOIN cohorts_enrolment e ON e.id = a.enrolment_id JOIN cohorts_cohort c ON c.id = s.cohort_id
    WHERE s.id = of_session AND {_MINE}
    UNION ALL SELECT 'made_up', m.id::text, c.organization_id, c.program_id, e.participant_id, m.day,
      left('Made up: ' || m.what, 200), CASE WHEN m.taken_back_at IS NULL THEN m.minutes ELSE 0 END::integer
    FROM cohorts_madeuphours m JOIN cohorts_enrolment e ON e.id = m.enrolment_id
    JOIN cohorts_cohort c ON c.id = e.cohort_id WHERE m.id = of_made_up AND {_MINE}
    UNION ALL SELECT 'online', o.id::text, c.organization_id, c.program_id, e.participant_id, o.completed_on,
      left('Online: ' || o.course, 200), CASE WHEN o.taken_back_at IS NULL THEN coalesce(o.minutes, 0) ELSE 0 END
    FROM cohorts_onlinecompletion o JOIN cohorts_enrolment e ON e.id = o.enrolment_id
    JOIN cohorts_cohort c ON c.id = e.cohort_id WHERE o.id = of_online AND {_MINE}
  ),
  live AS (
    SELECT r.*, w.minutes AS now FROM ledger_ledgerrow r JOIN wanted w ON r.source_kind = w.kind AND r.source_id = w.id
    WHERE r.is_actual AND r.corrects_id IS NULL
      AND NOT EXISTS (SELECT FROM ledger_ledgerrow k WHERE k.corrects_id = r.id)
  ),
  back AS (
    INSERT INTO ledger_ledgerrow ({COLUMNS}, entered_by_id)
    SELECT gen_random_uuid(), l.organization_id, l.program_id, l.source_kind, l.source_id, true, clock_timestamp(),
      l.participant_id, l.part, l.label, l.day, -l.minutes, NULL, l.id, gainful.actor_user()
    FROM live l WHERE l.now <> l.minutes
  )
  INSERT INTO ledger_ledgerrow ({COLUMNS}, entered_by_id)
  SELECT gen_random_uuid(), w.organization_id, w.program_id, w.kind, w.id, true, clock_timestamp(), w.participant_id,
    'train', w.label, w.day, w.minutes, NULL, NULL, gainful.actor_user()
  FROM wanted w LEFT JOIN live l ON l.source_kind = w.kind AND l.source_id = w.id
  WHERE w.minutes > 0 AND l.minutes IS DISTINCT FROM w.minutes;
END $$;
"""
"""Books what a held session, or hours made up, come to: a row a person; what changed is taken back and booked anew.

Instructors see no ledger, so the function writes for them, and only for cohorts that they teach.
"""

LOOKS = """
CREATE OR REPLACE FUNCTION gainful.note_class_looks(wanted uuid[], opened text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who text; firm text;
BEGIN
  SELECT left(coalesce(nullif(u.name, ''), u.email), 200) INTO who FROM accounts_user u
    WHERE u.id = gainful.actor_user();
  SELECT left(o.name, 200) INTO firm FROM organizations_organization o WHERE o.id = gainful.actor_organization();
  INSERT INTO participants_readlog (id, participant_id, user_id, reader, organization_id, organization_name, what,
    reason, at)
  SELECT gen_random_uuid(), e.participant_id, gainful.actor_user(), who, gainful.actor_organization(), firm,
    left(opened, 80), '', clock_timestamp()
  FROM cohorts_enrolment e WHERE e.id = ANY (wanted) AND e.id IN (SELECT gainful.taught_seats())
    AND NOT EXISTS (SELECT FROM participants_readlog r WHERE r.participant_id = e.participant_id
      AND r.user_id = gainful.actor_user() AND r.what = left(opened, 80) AND r.at > now() - interval '1 hour');
END $$;
"""
"""Instructors write no read log: the function notes their look, at people whom they teach alone."""

FUNCTIONS = READERS + SUMS + BOOKS + LOOKS

TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.attendance_of_one_cohort() {_HEAD}
BEGIN
  IF NOT EXISTS (SELECT FROM cohorts_session s JOIN cohorts_enrolment e ON e.cohort_id = s.cohort_id
      WHERE s.id = NEW.session_id AND e.id = NEW.enrolment_id AND s.status <> 'cancelled') THEN
    RAISE EXCEPTION 'attendance is of somebody in the cohort, at a session that is not cancelled'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_attendance_of_one_cohort BEFORE INSERT ON cohorts_attendance
  FOR EACH ROW EXECUTE FUNCTION gainful.attendance_of_one_cohort();
"""
