"""SQL of a workforce: an employer writes its people and counts all of them, and reads those who agreed."""

from __future__ import annotations

from gainful.domain.accounts.rights_sql import CONFIRMED

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"
WRITES = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
SHOWN = "w.taken_back_at IS NULL AND coalesce(w.until >= CURRENT_DATE, false)"
WORKS = "(w.left_on IS NULL OR w.left_on > CURRENT_DATE)"
TELLS = "coalesce(w.levels_until >= CURRENT_DATE, false)"
TELLS_NOW = "w.levels_until >= CURRENT_DATE"
"""The same of a row that is to tell, as the index of those who tell finds it."""
MONTH_DAYS = 30.4375
MOMENT = "(date_part('epoch', {} - timestamptz '2026-01-01') * 1000000)::bigint"
"""A moment in whole microseconds: sums of these are exact, and three times as fast as sums of decimals."""
PROFILE = f"""JOIN accounts_user u ON lower(u.email) = lower(w.email) AND w.email <> '' AND {CONFIRMED.format("u")}
    JOIN participants_participant p ON p.user_id = u.id AND p.merged_into_id IS NULL"""
"""A worker and a person are one where the address of the row is the confirmed one of the person's account."""
TOLD = f"""
  SELECT c.worker_id AS worker, c.occupation_code::text AS code, c.levels, c.counted_at AS at
  FROM workforce_countedlevels c
  WHERE c.organization_id = gainful.employer_organization() AND c.reference_version = wanted
  UNION ALL
  SELECT w.id, w.occupation_code::text, l.levels, l.updated_at FROM workforce_worker w {PROFILE}
    JOIN participants_participantlevels l ON l.participant_id = p.id AND l.reference_version = wanted
  WHERE w.organization_id = gainful.employer_organization() AND {WORKS} AND {SHOWN} AND {TELLS_NOW}
    AND NOT EXISTS (SELECT FROM workforce_countedlevels c WHERE c.worker_id = w.id AND c.reference_version = wanted)"""
"""Whose own levels stand in the inventory: of those without a name as published, of those with one as they are now."""

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.link_worker() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT w.id FROM workforce_worker w WHERE w.id = gainful.link_about('worker') AND gainful.managers_link()
    AND w.organization_id = gainful.link_organization() AND gainful.link_scope() = 'worker_agrees'
$$;
CREATE OR REPLACE FUNCTION gainful.workforce_state(OUT people bigint, OUT shown bigint, OUT asked bigint,
  OUT said_no bigint, OUT to_ask bigint, OUT no_address bigint, OUT marks numeric) LANGUAGE sql {AS_OWNER} AS $$
  SELECT count(*) FILTER (WHERE {WORKS}), count(*) FILTER (WHERE {WORKS} AND {SHOWN}),
    count(*) FILTER (WHERE {WORKS} AND NOT ({SHOWN}) AND w.taken_back_at IS NULL AND w.asked_at IS NOT NULL),
    count(*) FILTER (WHERE {WORKS} AND w.taken_back_at IS NOT NULL),
    count(*) FILTER (WHERE {WORKS} AND NOT ({SHOWN}) AND w.taken_back_at IS NULL AND w.email <> ''
      AND (w.asked_at IS NULL OR w.asked_at < now() - interval '30 days')),
    count(*) FILTER (WHERE {WORKS} AND NOT ({SHOWN}) AND w.taken_back_at IS NULL AND w.email = ''),
    coalesce(sum({MOMENT.format("w.changed_at")}), 0)
  FROM workforce_worker w WHERE w.organization_id = gainful.employer_organization()
$$;
CREATE OR REPLACE FUNCTION gainful.workforce_marks(OUT entries bigint, OUT marks numeric) LANGUAGE sql {AS_OWNER} AS $$
  SELECT count(*), coalesce(sum({MOMENT.format("w.changed_at")}), 0)
  FROM workforce_worker w WHERE w.organization_id = gainful.employer_organization()
$$;
CREATE OR REPLACE FUNCTION gainful.workforce_roster(wanted text) RETURNS TABLE (code text, months int, shown boolean,
  told boolean, people bigint) LANGUAGE sql {AS_OWNER} AS $$
  WITH told AS MATERIALIZED ({TOLD})
  SELECT w.occupation_code::text, floor(greatest(CURRENT_DATE - w.since, 0) / {MONTH_DAYS})::int, {SHOWN},
    t.worker IS NOT NULL, count(*)
  FROM workforce_worker w LEFT JOIN told t ON t.worker = w.id
  WHERE w.organization_id = gainful.employer_organization() AND {WORKS} GROUP BY 1, 2, 3, 4
$$;
CREATE OR REPLACE FUNCTION gainful.workforce_told(wanted text) RETURNS TABLE (code text, levels bytea)
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT t.code, t.levels FROM ({TOLD}) t ORDER BY t.code, t.levels
$$;
CREATE OR REPLACE FUNCTION gainful.workforce_told_marks(wanted text) RETURNS numeric LANGUAGE sql {AS_OWNER} AS $$
  SELECT coalesce(sum({MOMENT.format("t.at")}), 0) + count(*) FROM ({TOLD}) t
$$;
CREATE OR REPLACE FUNCTION gainful.readable_profile(wanted uuid) RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT p.id FROM workforce_worker w {PROFILE} WHERE w.id = wanted AND (
    (w.organization_id = gainful.employer_organization() AND {WORKS} AND {SHOWN} AND {TELLS})
    OR u.id = gainful.actor_user() AND gainful.actor_role() = 'participant')
$$;
CREATE OR REPLACE FUNCTION gainful.worker_levels(wanted uuid, version text) RETURNS bytea LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.levels FROM participants_participantlevels l
  WHERE l.participant_id = gainful.readable_profile(wanted) AND l.reference_version = version
$$;
CREATE OR REPLACE FUNCTION gainful.worker_evidence(wanted uuid) RETURNS TABLE (competency text, kind text)
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT h.competency_id::text, h.evidence_kind::text FROM participants_heldcompetency h
  WHERE h.participant_id = gainful.readable_profile(wanted) AND h.confirmed_at IS NOT NULL AND h.level IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION gainful.worker_credentials(wanted uuid) RETURNS TABLE (name text, issuer text,
  earned_on date, expires_on date) LANGUAGE sql {AS_OWNER} AS $$
  SELECT c.name::text, c.issuer::text, c.earned_on, c.expires_on FROM participants_participantcredential c
  WHERE c.participant_id = gainful.readable_profile(wanted) AND c.confirmed_at IS NOT NULL
    AND (c.expires_on IS NULL OR c.expires_on >= CURRENT_DATE) ORDER BY c.name, c.id
$$;
CREATE OR REPLACE FUNCTION gainful.note_worker_looks(wanted uuid[], opened text) RETURNS void {WRITES} AS $$
BEGIN
  INSERT INTO participants_readlog (id, participant_id, user_id, reader, organization_id, organization_name, what,
    reason, at)
  SELECT gen_random_uuid(), p.id, gainful.actor_user(), left(coalesce(nullif(me.name, ''), me.email), 200), o.id,
    left(o.name, 200), left(opened, 80), left(w.title, 200), clock_timestamp()
  FROM workforce_worker w {PROFILE} JOIN organizations_organization o ON o.id = w.organization_id
    JOIN accounts_user me ON me.id = gainful.actor_user()
  WHERE w.id = ANY (wanted) AND w.organization_id = gainful.employer_organization() AND {SHOWN}
    AND NOT EXISTS (SELECT FROM participants_readlog r WHERE r.participant_id = p.id AND r.user_id = me.id
      AND r.what = left(opened, 80) AND r.at > now() - interval '1 hour');
END $$;
CREATE OR REPLACE FUNCTION gainful.workforce_titles() RETURNS TABLE (title text, code text, people bigint)
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT w.title::text, w.occupation_code::text, count(*) FROM workforce_worker w
  WHERE w.organization_id = gainful.employer_organization() AND {WORKS} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
$$;
CREATE OR REPLACE FUNCTION gainful.save_workers(given jsonb, OUT added bigint, OUT updated bigint, OUT closed text[])
  {WRITES} AS $$
DECLARE mine uuid := gainful.employer_organization();
BEGIN
  IF mine IS NULL THEN
    RAISE EXCEPTION 'only an employer writes its workforce' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH rows AS (
    SELECT * FROM jsonb_to_recordset(given) AS r (number text, name text, email text, title text, code text, since date,
      site text, left_on date, agreed_by text, agreed_on date, until date)
  ), saved AS (
    INSERT INTO workforce_worker AS w (id, organization_id, number, name, email, title, occupation_code, since, site,
      left_on, agreed_by, agreed_on, until, created_at, changed_at)
    SELECT gen_random_uuid(), mine, r.number, r.name, r.email, r.title, r.code, r.since, r.site, r.left_on, r.agreed_by,
      r.agreed_on, r.until, now(), clock_timestamp() FROM rows r
    ON CONFLICT (organization_id, number) DO UPDATE SET
      name = coalesce(nullif(excluded.name, ''), w.name),
      email = CASE WHEN w.answered_at IS NULL AND excluded.email <> '' THEN excluded.email ELSE w.email END,
      title = excluded.title, occupation_code = excluded.occupation_code,
      since = CASE WHEN excluded.title = w.title THEN coalesce(excluded.since, w.since) ELSE excluded.since END,
      site = coalesce(nullif(excluded.site, ''), w.site), left_on = excluded.left_on,
      agreed_by = CASE WHEN w.answered_at IS NULL AND excluded.agreed_by <> '' THEN excluded.agreed_by
        ELSE w.agreed_by END,
      agreed_on = CASE WHEN w.answered_at IS NULL AND excluded.agreed_by <> '' THEN excluded.agreed_on
        ELSE w.agreed_on END,
      until = CASE WHEN w.answered_at IS NULL AND excluded.agreed_by <> '' THEN excluded.until ELSE w.until END,
      changed_at = excluded.changed_at
    RETURNING w.number, w.xmax = 0 AS fresh, w.taken_back_at
  )
  SELECT count(*) FILTER (WHERE s.fresh), count(*) FILTER (WHERE NOT s.fresh),
    coalesce(array_agg(s.number ORDER BY s.number) FILTER (WHERE s.taken_back_at IS NOT NULL), '{{}}')
    INTO added, updated, closed FROM saved s;
END $$;
CREATE OR REPLACE FUNCTION gainful.name_role(wanted text, named text) RETURNS bigint {WRITES} AS $$
DECLARE changed bigint;
BEGIN
  UPDATE workforce_worker w SET occupation_code = named, changed_at = clock_timestamp()
    WHERE w.organization_id = gainful.employer_organization() AND w.title = wanted::varchar
    AND w.occupation_code IS DISTINCT FROM named::varchar;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;
CREATE OR REPLACE FUNCTION gainful.ask_workers(most int) RETURNS bigint {WRITES} AS $$
DECLARE changed bigint;
BEGIN
  UPDATE workforce_worker w SET asked_at = now(), told_at = NULL, changed_at = clock_timestamp() WHERE w.id IN (
    SELECT w.id FROM workforce_worker w WHERE w.organization_id = gainful.employer_organization() AND {WORKS}
      AND NOT ({SHOWN}) AND w.taken_back_at IS NULL AND w.email <> ''
      AND (w.asked_at IS NULL OR w.asked_at < now() - interval '30 days')
    ORDER BY w.number LIMIT most);
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;
"""
"""The rows of those who did not agree are read by no policy: the employer has what it wrote, and here it has numbers.

An import never opens what a worker closed: once somebody answered for themself, only they change it, and their address
stays, so that the question goes to nobody else. `marks` adds up when each row was changed: a kept inventory is known to
be old whichever of two transactions ends last.
"""
