"""SQL of cohorts: what each actor has to do with, the one lock of a cohort's seats, what a row follows."""

from __future__ import annotations

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"
_HEAD = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.link_application() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT a.id FROM cohorts_application a WHERE a.id = gainful.link_about('application')
    AND a.organization_id = gainful.link_organization() AND (gainful.systems_link() OR (gainful.managers_link()
      AND CASE WHEN a.participant_id IS NULL THEN a.shared_until > now()
        ELSE a.participant_id = gainful.link_participant() END))
$$;
CREATE OR REPLACE FUNCTION gainful.own_cohorts() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT a.cohort_id FROM cohorts_application a
    WHERE a.participant_id = ANY (ARRAY(SELECT gainful.own_participants()))
  UNION SELECT a.cohort_id FROM cohorts_application a WHERE a.id = gainful.link_application()
  UNION SELECT e.cohort_id FROM cohorts_enrolment e
    WHERE e.participant_id = ANY (ARRAY(SELECT gainful.own_participants()))
  UNION SELECT i.cohort_id FROM cohorts_instructor i WHERE i.user_id = gainful.actor_user()
    AND gainful.actor_role() = 'instructor'
  UNION SELECT r.cohort_id FROM cohorts_cohortopening r JOIN job_orders_opening o ON o.id = r.opening_id
    JOIN job_orders_joborder j ON j.id = o.job_order_id
    WHERE gainful.actor_role() = 'employer' AND j.employer_id = gainful.actor_organization() AND j.status <> 'draft'
$$;
CREATE OR REPLACE FUNCTION gainful.taught_cohorts() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT i.cohort_id FROM cohorts_instructor i JOIN cohorts_cohort c ON c.id = i.cohort_id
    JOIN organizations_membership m ON m.user_id = i.user_id AND m.role = 'instructor' AND m.ended_at IS NULL
      AND m.organization_id = gainful.actor_organization()
    WHERE i.user_id = gainful.actor_user() AND gainful.actor_role() = 'instructor'
$$;
CREATE OR REPLACE FUNCTION gainful.released_cohorts() RETURNS SETOF uuid LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT r.cohort_id FROM cohorts_releaseagreement r
    WHERE r.employer_id = (SELECT gainful.employer_organization()) AND r.withdrawn_at IS NULL
$$;
CREATE OR REPLACE FUNCTION gainful.released_seats(wanted uuid[], OUT cohort uuid, OUT program uuid, OUT seats integer,
  OUT status text, OUT expected_rate jsonb) RETURNS SETOF record LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT c.id, c.program_id, c.seats::integer, c.status::text, c.expected_rate FROM cohorts_cohort c
    WHERE c.id = ANY (wanted) AND (NOT (SELECT gainful.is_web())
    OR c.organization_id = (SELECT gainful.staff_organization()) OR c.id IN (SELECT gainful.released_cohorts()))
$$;
CREATE OR REPLACE FUNCTION gainful.hold_cohort(wanted uuid) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM cohorts_cohort c WHERE c.id = wanted AND (NOT gainful.is_web()
    OR c.organization_id = gainful.staff_organization() OR c.id IN (SELECT gainful.own_cohorts())) FOR NO KEY UPDATE;
END $$;
CREATE OR REPLACE FUNCTION gainful.openings_behind(wanted uuid[], day date, OUT cohort uuid, OUT openings integer)
  RETURNS SETOF record LANGUAGE sql ROWS 20 {AS_OWNER} AS $$
  SELECT r.cohort_id, count(*)::integer FROM cohorts_cohortopening r JOIN cohorts_cohort c ON c.id = r.cohort_id
    JOIN job_orders_opening o ON o.id = r.opening_id JOIN job_orders_commitment k ON k.id = o.commitment_id
    JOIN job_orders_joborder j ON j.id = o.job_order_id
    WHERE r.cohort_id = ANY (wanted) AND r.released_at IS NULL
      AND ((o.status = 'committed' AND k.until >= day AND j.status <> 'closed')
        OR (o.status = 'filled' AND c.status = 'running')) AND (NOT (SELECT gainful.is_web())
        OR c.organization_id = (SELECT gainful.staff_organization()) OR (c.is_public AND c.opened_at IS NOT NULL)
        OR c.id IN (SELECT gainful.own_cohorts()) OR c.id IN (SELECT gainful.released_cohorts()))
    GROUP BY r.cohort_id
$$;
CREATE OR REPLACE FUNCTION gainful.cohort_counts(wanted uuid[], OUT cohort uuid, OUT track uuid, OUT what text,
  OUT n integer) RETURNS SETOF record LANGUAGE sql ROWS 100 {AS_OWNER} AS $$
  SELECT a.cohort_id, a.track_id, 'application.' || a.status, count(*)::integer FROM cohorts_application a
    WHERE a.cohort_id = ANY (wanted)
    AND (NOT (SELECT gainful.is_web()) OR a.organization_id = (SELECT gainful.staff_organization()))
    GROUP BY a.cohort_id, a.track_id, a.status
  UNION ALL SELECT e.cohort_id, e.track_id, 'enrolment.' || e.status, count(*)::integer FROM cohorts_enrolment e
    WHERE e.cohort_id = ANY (wanted)
    AND (NOT (SELECT gainful.is_web()) OR e.organization_id = (SELECT gainful.staff_organization()))
    GROUP BY e.cohort_id, e.track_id, e.status
$$;
CREATE OR REPLACE FUNCTION gainful.program_completions(wanted uuid, OUT completed integer, OUT ended integer)
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT count(*) FILTER (WHERE e.status = 'completed')::integer, count(*)::integer FROM cohorts_enrolment e
    JOIN cohorts_cohort c ON c.id = e.cohort_id WHERE c.program_id = wanted AND e.status IN ('completed', 'left')
    AND (NOT (SELECT gainful.is_web()) OR c.organization_id = (SELECT gainful.staff_organization())
      OR EXISTS (SELECT FROM cohorts_cohort asked WHERE asked.program_id = wanted
        AND asked.id IN (SELECT gainful.released_cohorts())))
$$;
"""
"""Counts are right whatever consents have ended: a seat is taken although its holder is no longer shown.

`link_application`: the applicant's own; one that a manager handed out opens it while staff may read it, too.

`released_cohorts`: those for which the acting employer is asked to give its people hours off. Of one that is not open
yet it reads what `released_seats` tells, the openings behind it and who allowed seats beyond them, and no more.

`own_cohorts`: those that the actor applied to, is in, teaches, or stands behind with openings. `hold_cohort`
locks as the owner, since the holder of a link takes a seat and yet locks no row.
"""

TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.application_follows_cohort() {_HEAD}
DECLARE found cohorts_cohort;
BEGIN
  SELECT * INTO found FROM cohorts_cohort c WHERE c.id = NEW.cohort_id;
  NEW.organization_id := found.organization_id;
  IF gainful.is_web() AND found.status NOT IN ('open', 'selecting') THEN
    RAISE EXCEPTION 'this cohort takes no applications' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_application_follows_cohort BEFORE INSERT ON cohorts_application
  FOR EACH ROW EXECUTE FUNCTION gainful.application_follows_cohort();

CREATE OR REPLACE FUNCTION gainful.enrolment_follows_offer() {_HEAD}
DECLARE asked cohorts_application;
BEGIN
  SELECT * INTO asked FROM cohorts_application a WHERE a.id = NEW.application_id;
  NEW.organization_id := asked.organization_id;
  NEW.cohort_id := asked.cohort_id;
  IF gainful.is_web() AND (asked.status NOT IN ('offered', 'enrolled')
      OR NEW.participant_id IS DISTINCT FROM asked.participant_id) THEN
    RAISE EXCEPTION 'only whoever was offered a seat is enrolled' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_enrolment_follows_offer BEFORE INSERT ON cohorts_enrolment
  FOR EACH ROW EXECUTE FUNCTION gainful.enrolment_follows_offer();

CREATE OR REPLACE FUNCTION gainful.one_cohort_at_a_time() {_HEAD}
BEGIN
  IF NEW.status <> 'enrolled' THEN RETURN NEW; END IF;
  PERFORM FROM participants_participant p WHERE p.id = NEW.participant_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM cohorts_enrolment e WHERE e.participant_id = NEW.participant_id AND e.status = 'enrolled'
      AND e.organization_id = NEW.organization_id AND e.id <> NEW.id
      AND e.starts_on <= NEW.ends_on AND NEW.starts_on <= e.ends_on) THEN
    RAISE EXCEPTION 'one person is in one cohort at a time' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_one_cohort_at_a_time BEFORE INSERT OR UPDATE OF status, starts_on, ends_on, participant_id
  ON cohorts_enrolment FOR EACH ROW EXECUTE FUNCTION gainful.one_cohort_at_a_time();

CREATE OR REPLACE FUNCTION gainful.seats_follow_dates() {_HEAD}
BEGIN
  UPDATE cohorts_enrolment e SET ends_on = NEW.ends_on,
    starts_on = CASE WHEN e.starts_on <= OLD.starts_on THEN NEW.starts_on
      ELSE LEAST(GREATEST(e.starts_on, NEW.starts_on), NEW.ends_on) END
    WHERE e.cohort_id = NEW.id AND e.status = 'enrolled';
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_seats_follow_dates AFTER UPDATE OF starts_on, ends_on ON cohorts_cohort FOR EACH ROW
  WHEN (OLD.starts_on <> NEW.starts_on OR OLD.ends_on <> NEW.ends_on)
  EXECUTE FUNCTION gainful.seats_follow_dates();

CREATE OR REPLACE FUNCTION gainful.tracks_share_the_seats() {_HEAD}
DECLARE wanted uuid; held cohorts_cohort; shared bigint;
BEGIN
  IF TG_TABLE_NAME = 'cohorts_cohort' THEN wanted := NEW.id;
  ELSE wanted := CASE WHEN TG_OP = 'DELETE' THEN OLD.cohort_id ELSE NEW.cohort_id END; END IF;
  SELECT * INTO held FROM cohorts_cohort c WHERE c.id = wanted;
  SELECT sum(t.seats) INTO shared FROM cohorts_track t WHERE t.cohort_id = wanted;
  IF held.status <> 'draft' AND shared IS NOT NULL AND shared <> held.seats THEN
    RAISE EXCEPTION 'the roles of a cohort have its seats together' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER gainful_tracks_share_the_seats AFTER UPDATE OF seats ON cohorts_cohort
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gainful.tracks_share_the_seats();
CREATE CONSTRAINT TRIGGER gainful_tracks_share_the_seats AFTER INSERT OR DELETE OR UPDATE OF seats ON cohorts_track
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gainful.tracks_share_the_seats();

CREATE OR REPLACE FUNCTION gainful.rules_stay_once_open() {_HEAD}
DECLARE wanted uuid; held text;
BEGIN
  wanted := CASE WHEN TG_OP = 'DELETE' THEN OLD.cohort_id ELSE NEW.cohort_id END;
  SELECT c.status INTO held FROM cohorts_cohort c WHERE c.id = wanted FOR SHARE;
  IF gainful.is_web() AND held <> 'draft' AND NOT (TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'cohorts_seatfloor'
      AND (SELECT gainful.action()) = 'lower_floor') THEN
    RAISE EXCEPTION 'what applicants read stays as it was when the cohort opened' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER gainful_rules_stay BEFORE INSERT OR UPDATE OR DELETE ON cohorts_eligibilityrule
  FOR EACH ROW EXECUTE FUNCTION gainful.rules_stay_once_open();
CREATE TRIGGER gainful_rules_stay BEFORE INSERT OR UPDATE OR DELETE ON cohorts_seatfloor
  FOR EACH ROW EXECUTE FUNCTION gainful.rules_stay_once_open();
"""
"""A session that tries a second cohort for somebody waits for the first one: both lock the person.

`exclusion_violation` tells the one refusal that an action turns into words from others.
"""
