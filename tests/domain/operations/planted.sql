-- What a hand may do to a database: each line of comment names the kind and the entry that the self-check must name.

-- a policy for everybody | policy participants_participant.open
CREATE POLICY open ON participants_participant USING (true);

-- a policy gone | policy participants_participant.gainful_select
DROP POLICY gainful_select ON participants_participant;

-- a policy that lets all in | policy participants_participant.gainful_select
ALTER POLICY gainful_select ON participants_participant USING (true);

-- a policy for all roles | policy participants_participant.gainful_select
ALTER POLICY gainful_select ON participants_participant TO PUBLIC;

-- a check that passes | policy participants_participant.gainful_update
ALTER POLICY gainful_update ON participants_participant WITH CHECK (true);

-- row security off | table participants_participant
ALTER TABLE participants_participant DISABLE ROW LEVEL SECURITY;

-- row security not forced | table participants_participant
ALTER TABLE participants_participant NO FORCE ROW LEVEL SECURITY;

-- history may be changed | table participants_participantevent
GRANT UPDATE ON participants_participantevent TO gainful_web;

-- history may be deleted | table participants_participantevent
GRANT DELETE ON participants_participantevent TO gainful_system;

-- a table for everybody | table accounts_user
GRANT SELECT ON accounts_user TO PUBLIC;

-- a table may be emptied | table participants_participant
GRANT TRUNCATE ON participants_participant TO gainful_web;

-- a guarded column | column accounts_user.email
GRANT UPDATE (email) ON accounts_user TO PUBLIC;

-- a grant gone | table participants_participant
REVOKE SELECT ON participants_participant FROM gainful_web;

-- a sequence | table gainful.seal_shape_id_seq
GRANT UPDATE ON SEQUENCE gainful.seal_shape_id_seq TO gainful_web;

-- making tables | schema public
GRANT CREATE ON SCHEMA public TO gainful_web;

-- grants to come | grants-to-come public r
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO gainful_web;

-- the key that proves who acts | table gainful.actor_key
GRANT SELECT ON gainful.actor_key TO gainful_web;

-- a seal for everybody | function gainful.seal_table(history text, most integer)
GRANT EXECUTE ON FUNCTION gainful.seal_table(text, integer) TO gainful_web;

-- grantable | table participants_participant
GRANT SELECT ON participants_participant TO gainful_web WITH GRANT OPTION;

-- temporary tables | database this
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$;

-- an owner's view | table everybody
CREATE VIEW everybody AS SELECT * FROM participants_participant; GRANT SELECT ON everybody TO gainful_web;

-- a copy | table copy
CREATE MATERIALIZED VIEW copy AS SELECT * FROM participants_participant;

-- a table without an entry | table more
CREATE TABLE more (name text);

-- a child table | inherited child of participants_participant
CREATE TABLE child () INHERITS (participants_participant);

-- a definer's function | function public.all_names()
CREATE FUNCTION public.all_names() RETURNS SETOF text SECURITY DEFINER LANGUAGE sql AS 'SELECT name FROM participants_participant';

-- another body | function gainful.actor()
CREATE OR REPLACE FUNCTION gainful.actor() RETURNS text[] LANGUAGE sql STABLE AS 'SELECT ARRAY[''x'', '''', ''system'']';

-- a function without its path | function gainful.seal_table(history text, most integer)
ALTER FUNCTION gainful.seal_table(text, integer) RESET search_path;

-- a rule | rule participants_participant.silent
CREATE RULE silent AS ON DELETE TO participants_participant DO INSTEAD NOTHING;

-- a trigger off | trigger participants_participant.
ALTER TABLE participants_participant DISABLE TRIGGER USER;

-- a trigger for replicas only | trigger participants_consent.gainful_guard_scopes
ALTER TABLE participants_consent ENABLE REPLICA TRIGGER gainful_guard_scopes;

-- all checks of keys off | checks-of-keys participants_participant
ALTER TABLE participants_participant DISABLE TRIGGER ALL;

-- a trigger gone | trigger participants_consent.gainful_guard_scopes
DROP TRIGGER gainful_guard_scopes ON participants_consent;

-- a trigger more | trigger participants_consent.more
CREATE TRIGGER more BEFORE INSERT ON participants_consent FOR EACH ROW EXECUTE FUNCTION gainful.require_actor();

-- a superuser | role gainful_web
ALTER ROLE gainful_web SUPERUSER;

-- past row security | role gainful_system
ALTER ROLE gainful_system BYPASSRLS;

-- makes roles | role gainful_web
ALTER ROLE gainful_web CREATEROLE;

-- replicates | role gainful_web
ALTER ROLE gainful_web REPLICATION;

-- the eraser signs in | role gainful_eraser
ALTER ROLE gainful_eraser LOGIN;

-- reads all data | member gainful_web of pg_read_all_data
GRANT pg_read_all_data TO gainful_web;

-- a member of the eraser | member gainful_web of gainful_eraser
GRANT gainful_eraser TO gainful_web;

-- a setting that stops triggers | setting-of gainful_web session_replication_role=replica
ALTER ROLE gainful_web SET session_replication_role = replica;

-- a path of its own | setting-of gainful_web search_path=elsewhere, public
ALTER ROLE gainful_web SET search_path = elsewhere, public;

-- statements seen | setting-of gainful_web track_activities=off
ALTER ROLE gainful_web RESET track_activities;

-- a renamed column | column participants_participant.name
ALTER TABLE participants_participant RENAME name TO forename;

-- another type | column participants_participant.name
ALTER TABLE participants_participant ALTER name TYPE text;

-- empty allowed | column participants_consent.granted_at
ALTER TABLE participants_consent ALTER granted_at DROP NOT NULL;

-- a constraint gone | constraint outbox_message.outbox_state_known
ALTER TABLE outbox_message DROP CONSTRAINT outbox_state_known;

-- an index gone | index outbox_due
DROP INDEX outbox_due;

-- another owner | table participants_participant
ALTER TABLE participants_participant OWNER TO postgres;

-- sent elsewhere | publication all_records
CREATE PUBLICATION all_records FOR ALL TABLES;
