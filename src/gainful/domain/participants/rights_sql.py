"""SQL functions of the rule of people's records; they run as the owner, so that policies do not call each other."""

from __future__ import annotations

from gainful.domain.rights import STAFF

STAFF_ROLES = f"({', '.join(repr(kind.value) for kind in STAFF)})"
AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

STAFF_ORGANIZATION = f"""
CREATE OR REPLACE FUNCTION gainful.staff_organization() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT m.organization_id FROM organizations_membership m
  WHERE m.user_id = (SELECT gainful.actor_user()) AND m.organization_id = (SELECT gainful.actor_organization())
    AND m.role = (SELECT gainful.actor_role()) AND m.ended_at IS NULL AND m.role IN {STAFF_ROLES} LIMIT 1
$$;
"""
"""The organization whose staff the actor is, in the very role that acts, by a membership that has not ended."""

EMPLOYER_ORGANIZATION = f"""
CREATE OR REPLACE FUNCTION gainful.employer_organization() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT m.organization_id FROM organizations_membership m
  WHERE m.user_id = (SELECT gainful.actor_user()) AND m.organization_id = (SELECT gainful.actor_organization())
    AND (SELECT gainful.actor_role()) = 'employer' AND m.role = 'employer' AND m.ended_at IS NULL LIMIT 1
$$;
"""
"""The organization that the actor acts for as an employer, by a membership that has not ended."""

WORKING_ORGANIZATION = f"""
CREATE OR REPLACE FUNCTION gainful.working_organization() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT coalesce(gainful.staff_organization(), gainful.employer_organization())
$$;
"""
"""The organization that the actor works for, as staff or as an employer.

A participant and an instructor act for an agency, too, and are no party to what it does with others.
"""

OWN_PARTICIPANTS = f"""
CREATE OR REPLACE FUNCTION gainful.own_participants() RETURNS SETOF uuid LANGUAGE sql ROWS 1 {AS_OWNER} AS $$
  SELECT p.id FROM participants_participant p WHERE p.user_id = (SELECT gainful.actor_user())
$$;
"""
"""The record of the person who is signed in."""

VISIBLE_PARTICIPANTS = f"""
CREATE OR REPLACE FUNCTION gainful.visible_participants(scope text) RETURNS SETOF uuid LANGUAGE sql ROWS 20000
  {AS_OWNER} AS $$
  SELECT c.participant_id FROM participants_consent c
    WHERE c.organization_id = (SELECT gainful.staff_organization()) AND c.revoked_at IS NULL AND c.expires_at > now()
    AND scope = ANY (c.scopes)
  UNION ALL SELECT p.id FROM participants_participant p WHERE p.user_id = (SELECT gainful.actor_user())
$$;
"""
"""Everybody whom the actor may see in a scope, as one set: for statements that read all of them."""

MAY_ATTEST = f"""
CREATE OR REPLACE FUNCTION gainful.may_attest(person uuid, organization uuid) RETURNS boolean LANGUAGE plpgsql
  {AS_OWNER} SET enable_seqscan = off AS $$
DECLARE registrar uuid; account uuid; answer boolean;
BEGIN
  IF organization IS DISTINCT FROM gainful.staff_organization() THEN RETURN false; END IF;
  SELECT p.registered_by_id, p.user_id INTO registrar, account FROM participants_participant p WHERE p.id = person;
  answer := coalesce(registrar = organization, false);
  IF answer AND account IS NOT NULL THEN
    SELECT NOT coalesce(bool_or(c.organization_id = organization AND c.revoked_at IS NOT NULL), false) INTO answer
      FROM participants_consent c WHERE c.participant_id = person;
  END IF;
  RETURN answer;
END $$;
"""
"""Whether staff may attest a consent: their organization registered the person, who has not taken one back by an
account of their own. Each look-up names the person alone, so that no plan kept from a small table reads a large one.
"""

TAKEN_CODES = f"""
CREATE OR REPLACE FUNCTION gainful.taken_codes(codes text[]) RETURNS SETOF text LANGUAGE plpgsql
  {AS_OWNER} SET enable_seqscan = off AS $$
DECLARE mine uuid := gainful.staff_organization();
BEGIN
  RETURN QUERY SELECT taken.code::text FROM unnest(codes) AS asked(code) CROSS JOIN LATERAL (
    SELECT p.code FROM participants_participant p
    WHERE p.registered_by_id = mine AND p.code = asked.code::varchar OFFSET 0) AS taken;
END $$;
"""
"""Which person IDs the acting organization has used: one look-up an ID, whatever the planner believes of sizes."""

FOUND_PEOPLE = f"""
DROP FUNCTION IF EXISTS gainful.found_people(text, text);
CREATE OR REPLACE FUNCTION gainful.found_people(wanted text) RETURNS SETOF uuid LANGUAGE plpgsql
  ROWS 1000 {AS_OWNER} AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.staff_organization(); me uuid := gainful.actor_user();
  pattern text := '%' || regexp_replace(wanted, '([\\\\%_])', '\\\\\\1', 'g') || '%';
BEGIN
  RETURN QUERY SELECT p.id FROM participants_participant p
    WHERE (p.name ILIKE pattern OR p.code ILIKE pattern OR upper(p.email) = upper(wanted)
        OR p.id IN (SELECT m.merged_into_id FROM participants_participant m
          WHERE m.merged_into_id IS NOT NULL AND m.registered_by_id = mine AND m.code ILIKE pattern))
      AND (acting = 'system' OR p.user_id = me OR EXISTS (
        SELECT FROM participants_consent c WHERE c.participant_id = p.id AND c.organization_id = mine
          AND c.revoked_at IS NULL AND c.expires_at > now() AND 'profile' = ANY (c.scopes)));
END $$;
"""
"""Whom a search finds, of those the actor may see. A comparison of text may tell what it saw, so PostgreSQL makes it
behind the rule of each row; here the text comes first and the rule only for who matches. The pattern is made here: one
that raises would tell which row it met. The rule still stands
around it: this returns ids, and what they open is decided again.
"""

POOL_CHANGES = f"""
DROP FUNCTION IF EXISTS gainful.pool_signature();
REVOKE ALL ON gainful.pool_change, gainful.pool_epoch FROM PUBLIC, gainful_web, gainful_system;
CREATE OR REPLACE FUNCTION gainful.pool_epoch() RETURNS text LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found text;
BEGIN
  SELECT concat_ws(' ', e.id, d.oid, 'gainful.pool_change'::regclass::oid) INTO found
    FROM gainful.pool_epoch e, pg_database d WHERE d.datname = current_database();
  IF found IS NULL THEN
    INSERT INTO gainful.pool_epoch DEFAULT VALUES ON CONFLICT DO NOTHING;
    RETURN gainful.pool_epoch();
  END IF;
  RETURN found;
END $$;
CREATE OR REPLACE FUNCTION gainful.pool_changes(since text, OUT snapshot text, OUT at bigint, OUT agency uuid,
  OUT myself uuid, OUT known boolean, OUT changed uuid[], OUT own uuid[]) LANGUAGE plpgsql {AS_OWNER} AS $$
DECLARE
  before pg_snapshot := since::pg_snapshot; mine bigint := pg_current_xact_id_if_assigned()::text::bigint;
BEGIN
  snapshot := pg_current_snapshot()::text;
  at := floor(extract(epoch FROM now()) * 1000000);
  agency := gainful.staff_organization();
  SELECT p.id INTO myself FROM participants_participant p WHERE p.user_id = (SELECT gainful.actor_user());
  SELECT before IS NOT NULL
    AND pg_snapshot_xmax(before)::text::bigint <= pg_snapshot_xmax(snapshot::pg_snapshot)::text::bigint
    AND pg_snapshot_xmin(before)::text::bigint > coalesce(max(e.forgotten), 0) INTO known FROM gainful.pool_epoch e;
  SELECT coalesce(array_agg(DISTINCT c.participant_id) FILTER (WHERE c.xid IS DISTINCT FROM mine), '{{}}'),
      coalesce(array_agg(DISTINCT c.participant_id) FILTER (WHERE c.xid = mine), '{{}}') INTO changed, own
    FROM gainful.pool_change c
    WHERE (c.xid = mine OR (known AND c.xid >= pg_snapshot_xmin(before)::text::bigint
        AND NOT pg_visible_in_snapshot(c.xid::text::xid8, before)))
      AND (c.organization_id = agency OR (c.organization_id IS NULL AND EXISTS (
        SELECT FROM participants_consent k WHERE k.participant_id = c.participant_id AND k.organization_id = agency)));
END $$;
CREATE OR REPLACE FUNCTION gainful.forget_pool_changes() RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM gainful.pool_change c WHERE c.at < now() - interval '3 days' RETURNING c.xid)
  UPDATE gainful.pool_epoch e SET forgotten = greatest(e.forgotten, (SELECT max(g.xid) FROM gone g))
    WHERE EXISTS (SELECT FROM gone)
$$;
"""
"""Whose record or consent changed since a snapshot of the database, of those the acting organization sees or saw.

A snapshot, not a time: a long transaction commits later than a short one that began after it. `own` are changes that
this transaction made and has not committed. A restored database has another epoch: nothing read before counts.
"""

FUNCTIONS = f"""{STAFF_ORGANIZATION}{EMPLOYER_ORGANIZATION}{WORKING_ORGANIZATION}{OWN_PARTICIPANTS}
{VISIBLE_PARTICIPANTS}{MAY_ATTEST}{TAKEN_CODES}{FOUND_PEOPLE}{POOL_CHANGES}"""


POOL_TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.note_pool_change() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine bigint := pg_current_xact_id()::text::bigint;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    UPDATE gainful.pool_epoch SET id = gen_random_uuid();
  ELSIF TG_TABLE_NAME = 'participants_participant' THEN
    INSERT INTO gainful.pool_change (xid, participant_id) SELECT mine, c.id FROM changed c;
  ELSE
    INSERT INTO gainful.pool_change (xid, participant_id, organization_id)
      SELECT mine, c.participant_id, c.organization_id FROM changed c;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_pool_person AFTER UPDATE ON participants_participant
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION gainful.note_pool_change();
CREATE TRIGGER gainful_pool_consent AFTER INSERT ON participants_consent
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION gainful.note_pool_change();
CREATE TRIGGER gainful_pool_consent_change AFTER UPDATE ON participants_consent
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION gainful.note_pool_change();
CREATE TRIGGER gainful_pool_consent_end AFTER DELETE ON participants_consent
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION gainful.note_pool_change();
CREATE TRIGGER gainful_pool_no_people AFTER TRUNCATE ON participants_participant
  FOR EACH STATEMENT EXECUTE FUNCTION gainful.note_pool_change();
CREATE TRIGGER gainful_pool_no_consents AFTER TRUNCATE ON participants_consent
  FOR EACH STATEMENT EXECUTE FUNCTION gainful.note_pool_change();
"""
"""Every changed person (whatever marks them changed) and every consent leaves a line for the stores of levels."""

TRIGGERS = (
    POOL_TRIGGERS
    + """
CREATE OR REPLACE FUNCTION gainful.keep_contact() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() OR OLD.user_id IS NOT DISTINCT FROM gainful.actor_user()
    OR OLD.registered_by_id IS NOT DISTINCT FROM gainful.actor_organization() THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the person and whoever registered them change how they are reached'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER gainful_keep_contact BEFORE UPDATE OF email, phone ON participants_participant FOR EACH ROW
  WHEN (OLD.email IS DISTINCT FROM NEW.email OR OLD.phone IS DISTINCT FROM NEW.phone)
  EXECUTE FUNCTION gainful.keep_contact();
CREATE OR REPLACE FUNCTION gainful.name_yourself() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.is_web() AND NEW.asked_by_id IS DISTINCT FROM gainful.actor_user() THEN
    RAISE EXCEPTION 'only whoever acts can be named as asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION gainful.asker_is_whoever_changes() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.is_web() THEN NEW.asked_by_id := gainful.actor_user(); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_asker_is_whoever_changes BEFORE UPDATE ON participants_importbatch FOR EACH ROW
  WHEN (NEW.asked_by_id IS NOT NULL AND ((OLD.data, OLD.mapping, OLD.options, OLD.kind, OLD.task)
    IS DISTINCT FROM (NEW.data, NEW.mapping, NEW.options, NEW.kind, NEW.task)
    OR (NEW.status IN ('queued', 'running') AND OLD.status <> NEW.status)))
  EXECUTE FUNCTION gainful.asker_is_whoever_changes();
CREATE TRIGGER gainful_asker_is_set BEFORE INSERT ON participants_importbatch
  FOR EACH ROW WHEN (NEW.asked_by_id IS NOT NULL) EXECUTE FUNCTION gainful.name_yourself();
CREATE TRIGGER gainful_asker_changes BEFORE UPDATE OF asked_by_id ON participants_importbatch
  FOR EACH ROW WHEN (NEW.asked_by_id IS NOT NULL AND NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id)
  EXECUTE FUNCTION gainful.name_yourself();
"""
)
"""The worker acts as whoever asked for a task, so whoever changes what it does is who asked.

Letters of every agency go to these addresses, so another agency with a consent changes neither. The worker saves a
file as the person who asked for it.
"""


def is_self(column: str) -> str:
    """Return SQL: the row is about the person who is signed in."""
    return f"{column} IN (SELECT gainful.own_participants())"


def consented_sql(table: str, scope: str, column: str = "participant_id") -> str:
    """Return SQL: the person's consent to the acting organization is in force and has this scope.

    A row costs one look-up in the index of open consents (at most one a person and organization), so that reading one
    person costs the same beside a hundred as beside a million. A set of all visible people, worked out once a
    statement, is quicker only for statements that read everybody.
    """
    return (
        "(SELECT true FROM participants_consent gainful_open"
        f" WHERE gainful_open.participant_id = {table}.{column}"
        " AND gainful_open.organization_id = (SELECT gainful.staff_organization())"
        " AND gainful_open.revoked_at IS NULL AND gainful_open.expires_at > now()"
        f" AND '{scope}' = ANY (gainful_open.scopes))"
    )
