"""SQL functions of placements: what a link opens, who waits for whom, which opening is free, and filling it."""

from __future__ import annotations

from gainful.domain.placements.states import SHOWN

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"
AS_OWNER_WRITES = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
OUTCOME_DAYS = 365
"""Days after the last day of training in which an outcome is still one of the training: WIOA looks as far as the fourth
quarter after exit."""
STATES = ", ".join(f"'{state}'" for state in sorted(SHOWN))


def shown(table: str) -> str:
    """Return SQL: the employer may read the introduction: the person agreed, and has not taken that back."""
    return (
        f"{table}.status IN ({STATES}) AND {table}.taken_back_at IS NULL"
        f" AND ({table}.status = 'hired' OR {table}.shared_until >= CURRENT_DATE)"
    )


LINKS = f"""
CREATE OR REPLACE FUNCTION gainful.link_introduction() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT i.id FROM placements_introduction i WHERE i.id = gainful.link_about('introduction')
    AND i.organization_id = gainful.link_organization() AND gainful.managers_link()
    AND CASE gainful.link_scope() WHEN 'answer_introduction' THEN i.participant_id = gainful.link_participant()
      WHEN 'meet_person' THEN {shown("i")} ELSE false END
$$;
CREATE OR REPLACE FUNCTION gainful.is_party(organization uuid, employer uuid, person uuid, introduction uuid)
  RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT NOT gainful.is_web() OR gainful.working_organization() IN (organization, employer)
    OR introduction = gainful.link_introduction() OR person IN (SELECT gainful.own_participants())
$$;
CREATE OR REPLACE FUNCTION gainful.is_party_of(placement uuid) RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT gainful.is_party(p.organization_id, i.employer_id, p.participant_id, p.introduction_id)
    FROM placements_placement p LEFT JOIN placements_introduction i ON i.id = p.introduction_id WHERE p.id = placement
$$;
"""
"""A link for the person opens their own introduction, one for the employer what the person agreed to show."""

HOLD = f"""
CREATE OR REPLACE FUNCTION gainful.hold_introduction(wanted uuid) RETURNS void {AS_OWNER_WRITES} AS $$
BEGIN
  PERFORM FROM job_orders_joborder o JOIN placements_introduction i ON i.job_order_id = o.id
    WHERE i.id = wanted AND gainful.is_party(i.organization_id, i.employer_id, i.participant_id, i.id)
    FOR NO KEY UPDATE OF o, i;
END $$;
"""
"""One writer at a time of a job order's introductions: two offers never reach for the same opening."""

OPENINGS = f"""
CREATE OR REPLACE FUNCTION gainful.free_opening(introduction uuid) RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT o.id FROM placements_introduction i JOIN job_orders_opening o ON o.job_order_id = i.job_order_id
    JOIN job_orders_commitment c ON c.id = o.commitment_id
    WHERE i.id = introduction AND o.status = 'committed' AND c.until >= CURRENT_DATE
    AND gainful.is_party(i.organization_id, i.employer_id, i.participant_id, i.id)
    AND NOT EXISTS (SELECT FROM placements_offer f WHERE f.opening_id = o.id AND f.status IN ('open', 'accepted'))
    AND NOT EXISTS (SELECT FROM placements_placement p WHERE p.opening_id = o.id AND p.taken_back_at IS NULL)
    ORDER BY o.number LIMIT 1
$$;
CREATE OR REPLACE FUNCTION gainful.is_opening_of(opening uuid, introduction uuid) RETURNS boolean LANGUAGE sql
  {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM placements_introduction i JOIN job_orders_opening o ON o.job_order_id = i.job_order_id
    WHERE i.id = introduction AND o.id = opening
    AND gainful.is_party(i.organization_id, i.employer_id, i.participant_id, i.id))
$$;
CREATE OR REPLACE FUNCTION gainful.is_introduced(introduction uuid, organization uuid, person uuid, job_order uuid)
  RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM placements_introduction i WHERE i.id = introduction AND i.organization_id = organization
    AND i.participant_id = person AND i.job_order_id IS NOT DISTINCT FROM job_order
    AND gainful.is_party(i.organization_id, i.employer_id, i.participant_id, i.id))
$$;
CREATE OR REPLACE FUNCTION gainful.is_placed(placement uuid, organization uuid, person uuid) RETURNS boolean
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM placements_placement p WHERE p.id = placement AND p.organization_id = organization
    AND p.participant_id = person AND p.taken_back_at IS NULL AND gainful.is_party_of(p.id))
$$;
CREATE OR REPLACE FUNCTION gainful.fill_for_hire(hire uuid) RETURNS boolean {AS_OWNER_WRITES} AS $$
DECLARE filled uuid;
BEGIN
  UPDATE job_orders_opening o SET status = 'filled', reason = '', changed_at = clock_timestamp()
    FROM placements_placement p WHERE p.id = hire AND p.taken_back_at IS NULL AND o.id = p.opening_id
    AND o.status = 'committed' AND gainful.is_party_of(p.id) RETURNING o.id INTO filled;
  RETURN filled IS NOT NULL;
END $$;
CREATE OR REPLACE FUNCTION gainful.free_from_hire(hire uuid) RETURNS boolean {AS_OWNER_WRITES} AS $$
DECLARE freed uuid;
BEGIN
  UPDATE job_orders_opening o SET status = 'committed', reason = '', changed_at = clock_timestamp()
    FROM placements_placement p WHERE p.id = hire AND p.taken_back_at IS NOT NULL AND o.id = p.opening_id
    AND o.status = 'filled' AND gainful.is_party_of(p.id)
    AND NOT EXISTS (SELECT FROM placements_placement q WHERE q.opening_id = o.id AND q.taken_back_at IS NULL)
    RETURNING o.id INTO freed;
  RETURN freed IS NOT NULL;
END $$;
"""
"""A hire fills its opening, whoever says that it began: the employer through a link changes no opening themselves."""

LOOKS = f"""
CREATE OR REPLACE FUNCTION gainful.note_introductions_read(wanted uuid[], opened text) RETURNS void
  {AS_OWNER_WRITES} AS $$
DECLARE link uuid := gainful.open_link(); who text; firm text;
BEGIN
  IF gainful.actor_role() = 'link' THEN
    SELECT left(coalesce(nullif(l.recipient, ''), 'holder of a link'), 200) INTO who FROM outbox_signedlink l
      WHERE l.id = link;
  ELSE
    SELECT left(coalesce(nullif(u.name, ''), u.email), 200) INTO who FROM accounts_user u
      WHERE u.id = gainful.actor_user();
    SELECT left(o.name, 200) INTO firm FROM organizations_organization o WHERE o.id = gainful.actor_organization();
  END IF;
  INSERT INTO participants_readlog (id, participant_id, user_id, reader, organization_id, organization_name, what,
    reason, at)
  SELECT gen_random_uuid(), i.participant_id, gainful.actor_user(), who, gainful.actor_organization(),
    coalesce(firm, left(i.job ->> 'employer', 200), ''), left(opened, 80), coalesce(left(i.job ->> 'title', 200), ''),
    clock_timestamp()
  FROM placements_introduction i WHERE i.id = ANY (wanted) AND i.card <> '{{}}'::jsonb AND {shown("i")}
    AND ((gainful.actor_role() = 'employer' AND i.employer_id = gainful.actor_organization())
      OR (gainful.link_scope() = 'meet_person' AND i.id = gainful.link_introduction()))
    AND NOT EXISTS (SELECT FROM participants_readlog r WHERE r.participant_id = i.participant_id AND r.reader = who
      AND r.what = left(opened, 80) AND r.at > now() - interval '1 hour');
END $$;
"""
"""An employer's look at a person is noted like anybody's; a list that is opened again within the hour is one look."""

COHORTS = f"""
CREATE OR REPLACE FUNCTION gainful.enrolment_behind(person uuid, agency uuid, job_order uuid, began date)
  RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT e.id FROM cohorts_enrolment e WHERE e.participant_id = person AND e.organization_id = agency
    AND e.status IN ('enrolled', 'completed', 'left') AND e.enrolled_at::date <= began + 1
    AND began <= e.ends_on + {OUTCOME_DAYS}
    AND (gainful.is_party(agency, NULL, person, NULL) OR EXISTS (SELECT FROM placements_introduction i
      WHERE i.participant_id = person AND i.organization_id = agency
      AND gainful.is_party(agency, i.employer_id, person, i.id)))
    ORDER BY EXISTS (SELECT FROM cohorts_cohortopening r JOIN job_orders_opening o ON o.id = r.opening_id
      WHERE r.cohort_id = e.cohort_id AND o.job_order_id = job_order) DESC, e.enrolled_at DESC, e.id LIMIT 1
$$;
CREATE OR REPLACE FUNCTION gainful.version_results(wanted uuid, OUT version uuid, OUT seat text, OUT kind text,
  OUT began date, OUT reports jsonb) RETURNS SETOF record LANGUAGE sql ROWS 100 {AS_OWNER} AS $$
  SELECT c.curriculum_id, e.status, p.kind, p.starts_on,
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', j.kind, 'day', j.day) ORDER BY j.day, j.recorded_at, j.id)
      FROM placements_jobchange j WHERE j.placement_id = p.id AND j.taken_back_at IS NULL
      AND EXISTS (SELECT FROM participants_consent k WHERE k.participant_id = e.participant_id
        AND k.organization_id = e.organization_id AND k.revoked_at IS NULL AND k.expires_at > now()
        AND 'outcomes' = ANY (k.scopes))), '[]'::jsonb)
  FROM cohorts_enrolment e JOIN cohorts_cohort c ON c.id = e.cohort_id
    JOIN curricula_curriculumversion v ON v.id = c.curriculum_id
    LEFT JOIN LATERAL (SELECT q.id, q.kind, q.starts_on FROM placements_placement q WHERE q.enrolment_id = e.id
      AND q.taken_back_at IS NULL ORDER BY q.kind IN ('hire', 'internal') DESC, q.kind = 'other_job' DESC,
      q.starts_on, q.id LIMIT 1) p ON true
    WHERE v.curriculum_id = wanted AND (NOT gainful.is_web() OR e.organization_id = gainful.staff_organization())
$$;
"""
"""An outcome belongs to the seat that the person held when it began, or had left within a year: first a seat in a
cohort behind which the job stood, then the newest. Results carry no name; what was heard of somebody counts while the
person lets the agency ask, and is not known otherwise. `began` is a day where the people are, `enrolled_at` an instant:
its UTC day may be the next one."""

FUNCTIONS = LINKS + HOLD + OPENINGS + COHORTS + LOOKS

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.card_ends() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.card := '{}'::jsonb;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_card_ends BEFORE UPDATE OF status ON placements_introduction FOR EACH ROW
  WHEN (NEW.status IN ('declined', 'refused', 'withdrawn', 'lapsed', 'closed') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION gainful.card_ends();
CREATE OR REPLACE FUNCTION gainful.step_names_who_acts() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() THEN RETURN NEW; END IF;
  NEW.at := clock_timestamp();
  NEW.role := gainful.actor_role();
  NEW.user_id := gainful.actor_user();
  NEW.through_link := CASE WHEN gainful.actor_role() = 'link' THEN gainful.open_link() END;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_step_names_who_acts BEFORE INSERT ON placements_step
  FOR EACH ROW EXECUTE FUNCTION gainful.step_names_who_acts();
CREATE OR REPLACE FUNCTION gainful.outcome_of_seat() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.enrolment_id := gainful.enrolment_behind(NEW.participant_id, NEW.organization_id, NEW.job_order_id,
    NEW.starts_on);
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_outcome_of_seat BEFORE INSERT ON placements_placement
  FOR EACH ROW EXECUTE FUNCTION gainful.outcome_of_seat();
CREATE OR REPLACE FUNCTION gainful.terms_stay() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.moves_person() AND to_jsonb(OLD) - 'participant_id' = to_jsonb(NEW) - 'participant_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a row of % is taken back, not changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER gainful_terms_stay BEFORE UPDATE ON placements_offer FOR EACH ROW
  WHEN (to_jsonb(OLD) - ARRAY['status', 'answered_at'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['status', 'answered_at'])
  EXECUTE FUNCTION gainful.terms_stay();
CREATE TRIGGER gainful_terms_stay BEFORE UPDATE ON placements_placement FOR EACH ROW
  WHEN (to_jsonb(OLD) - ARRAY['taken_back_at', 'recorded_by_id', 'enrolment_id'] IS DISTINCT FROM
    to_jsonb(NEW) - ARRAY['taken_back_at', 'recorded_by_id', 'enrolment_id']) EXECUTE FUNCTION gainful.terms_stay();
CREATE TRIGGER gainful_terms_stay BEFORE UPDATE ON placements_jobchange FOR EACH ROW
  WHEN (to_jsonb(OLD) - ARRAY['taken_back_at', 'recorded_by_id']
    IS DISTINCT FROM to_jsonb(NEW) - ARRAY['taken_back_at', 'recorded_by_id']) EXECUTE FUNCTION gainful.terms_stay();
"""
"""What an employer was shown of a person ends with the introduction; a step says itself who took it."""
