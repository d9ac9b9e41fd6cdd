"""SQL functions that policies ask: who acts, whom a visitor came for."""

from __future__ import annotations

ACTOR = """
CREATE TABLE IF NOT EXISTS gainful.actor_key (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON gainful.actor_key FROM PUBLIC, gainful_web, gainful_system;
CREATE OR REPLACE FUNCTION gainful.actor() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  claimed text := current_setting('gainful.actor', true);
  acting text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  parts text[];
  signed text;
BEGIN
  IF coalesce(claimed, '') = '' THEN RETURN NULL; END IF;
  parts := string_to_array(claimed, '|');
  IF acting IN ('gainful_system', 'gainful_eraser', current_user) THEN RETURN parts[1:5]; END IF;
  IF array_length(parts, 1) <> 8 OR parts[3] = 'system' OR parts[6] <> pg_backend_pid()::text
     OR parts[7] <> extract(epoch FROM transaction_timestamp())::text THEN
    RETURN NULL;
  END IF;
  SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(left(claimed, -65), 'UTF8'))), 'hex')
    INTO signed FROM gainful.actor_key;
  IF signed IS DISTINCT FROM parts[8] THEN RETURN NULL; END IF;
  RETURN parts[1:5];
END $$;
"""
"""Whom the claim names: user, organization, role, subject, action; null where it was not signed for this transaction.

The function runs as the owner, so that `current_user` is the owner and the key can be read. The database role that
asks is the one signed in or set; a web session can set no other. The system and the owner need no signature.
"""

SESSIONS = """
CREATE OR REPLACE FUNCTION gainful.session_read(kept text, OUT data text, OUT ends timestamptz) RETURNS SETOF record
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.session_data, s.expire_date FROM django_session s WHERE s.session_key = kept AND s.expire_date > now()
$$;
CREATE OR REPLACE FUNCTION gainful.session_write(kept text, data text, ends timestamptz, is_new boolean)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF is_new THEN
    INSERT INTO django_session (session_key, session_data, expire_date) VALUES (kept, data, ends)
      ON CONFLICT DO NOTHING;
  ELSE
    UPDATE django_session SET session_data = data, expire_date = ends WHERE session_key = kept;
  END IF;
  RETURN FOUND;
END $$;
CREATE OR REPLACE FUNCTION gainful.session_end(kept text) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$ DELETE FROM django_session WHERE session_key = kept $$;
CREATE OR REPLACE FUNCTION gainful.sessions_sweep() RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$ DELETE FROM django_session WHERE expire_date < now() $$;
"""
"""A session is read, kept and ended by whoever has its key; nobody lists sessions."""

COUNTS = """
CREATE OR REPLACE FUNCTION gainful.count_read(kept text) RETURNS text LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.value FROM accounts_count c WHERE c.key = kept AND c.ends_at > clock_timestamp()
$$;
CREATE OR REPLACE FUNCTION gainful.count_write(kept text, told text, seconds float8, anew boolean) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO accounts_count AS c (key, value, ends_at)
    VALUES (kept, told, clock_timestamp() + seconds * interval '1 second')
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
    WHERE anew OR c.ends_at <= clock_timestamp();
  RETURN FOUND;
END $$;
CREATE OR REPLACE FUNCTION gainful.count_end(kept text) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM accounts_count c WHERE c.key = kept;
  RETURN FOUND;
END $$;
CREATE OR REPLACE FUNCTION gainful.count_hit(kept text, seconds integer, OUT total integer, OUT time_left integer)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO accounts_count AS c (key, value, ends_at)
    VALUES (kept, '1', clock_timestamp() + seconds * interval '1 second')
    ON CONFLICT (key) DO UPDATE SET
      value = CASE WHEN c.ends_at <= clock_timestamp() THEN '1' ELSE (c.value::int + 1)::text END,
      ends_at = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE c.ends_at END
    RETURNING c.value::int, ceil(extract(epoch FROM c.ends_at - clock_timestamp()))::int INTO total, time_left;
  IF total = 1 THEN
    DELETE FROM accounts_count d WHERE d.key IN (SELECT e.key FROM accounts_count e
      WHERE e.ends_at <= clock_timestamp() ORDER BY e.ends_at LIMIT 100 FOR UPDATE SKIP LOCKED);
  END IF;
END $$;
"""
"""A count is read, kept and ended by whoever has its key; the first call of a new window sweeps more than it adds."""

PASSWORDS = """
CREATE OR REPLACE FUNCTION gainful.password_of(account uuid) RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.password FROM accounts_user u WHERE u.id = account
    AND (NOT gainful.is_web() OR u.id = gainful.actor_user()
      OR coalesce(gainful.subject('email'), gainful.subject('account'), gainful.subject('reset'),
        gainful.subject('demo'), gainful.subject('single sign-on')) IS NOT NULL
        AND u.id IN (SELECT gainful.visitor_accounts()))
$$;
"""
"""The digest of a password, for the person and for the page where they sign in: the session is bound to it. Colleagues
read none, nor does whoever shows a token or an invitation.
"""

LOOK_ALIKE = "\u0130\u0131\u017f\u212a"
"""Signs outside ASCII that small or capital letters make an i, an s or a k of (Unicode's case mappings have no others):
gma\u0131l.com is another domain than gmail.com, and a comparison without case takes the two for one.
"""
CONFIRMED = (
    "({0}.is_sample OR EXISTS (SELECT FROM account_emailaddress e WHERE e.user_id = {0}.id AND e.verified"
    f" AND lower(e.email) = lower({{0}}.email) AND e.email !~ '[{LOOK_ALIKE}]'))"
)
"""SQL: whoever has this account opened a letter sent to its address; made-up people get none.

The operator who invites somebody types the address and is shown the link: the account says nothing of who reads there.
"""

ADDRESSES = f"""
CREATE OR REPLACE FUNCTION gainful.confirmed_address() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT lower(u.email) FROM accounts_user u WHERE u.id = gainful.actor_user() AND {CONFIRMED.format("u")}
$$;
CREATE OR REPLACE FUNCTION gainful.address_is_free(address text, account uuid) RETURNS boolean LANGUAGE sql STABLE
  PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT gainful.action() = 'mailed_key'
    AND NOT EXISTS (SELECT FROM accounts_user u WHERE lower(u.email) = lower(address) AND u.id <> account)
    AND NOT EXISTS (SELECT FROM account_emailaddress e WHERE lower(e.email) = lower(address) AND e.verified
      AND e.user_id <> account)
$$;
"""
"""The address that whoever acts has shown to be theirs, by which they find what others wrote under it.

Whether no other account has an address: told only to whoever has opened the letter sent there."""

FUNCTIONS = (
    ACTOR
    + SESSIONS
    + COUNTS
    + """
CREATE OR REPLACE FUNCTION gainful.actor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN nullif((gainful.actor())[1], '')::uuid;
CREATE OR REPLACE FUNCTION gainful.actor_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN nullif((gainful.actor())[2], '')::uuid;
CREATE OR REPLACE FUNCTION gainful.actor_role() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN coalesce((gainful.actor())[3], '');
CREATE OR REPLACE FUNCTION gainful.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN gainful.actor_role() = 'system';
CREATE OR REPLACE FUNCTION gainful.subject(kind text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  who text[] := gainful.actor();
  whole text := convert_from(decode(coalesce(who[4], ''), 'hex'), 'UTF8');
BEGIN
  IF who[3] IN ('visitor', 'link') AND starts_with(whole, kind || ':') THEN
    RETURN substr(whole, length(kind) + 2);
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION gainful.require_actor() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.actor() IS NULL THEN
    RAISE EXCEPTION 'write to % without an actor', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION gainful.is_web() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN coalesce(nullif(current_setting('role'), 'none'), session_user) = 'gainful_web';
CREATE OR REPLACE FUNCTION gainful.samples_go() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT current_setting('role') = 'gainful_eraser' AND EXISTS (
    SELECT FROM gainful.erasure e WHERE e.person = '00000000-0000-0000-0000-000000000000' AND e.at = now())
$$;
CREATE OR REPLACE FUNCTION gainful.action() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN convert_from(decode((gainful.actor())[5], 'hex'), 'UTF8');
CREATE OR REPLACE FUNCTION gainful.keep_to_columns() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF to_jsonb(NEW) - TG_ARGV::text[] = to_jsonb(OLD) - TG_ARGV::text[] THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'of % only % can be changed by who acts', TG_TABLE_NAME, TG_ARGV
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION gainful.require_seen() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE is_seen boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM public.%I seen WHERE seen.id = ($1).%I)', TG_ARGV[1], TG_ARGV[0])
    INTO is_seen USING NEW;
  IF is_seen THEN RETURN NEW; END IF;
  RAISE EXCEPTION '%.% names a row that the actor does not see', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION gainful.refuse_change() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() OR (TG_ARGV[1] <> '' AND TG_ARGV[1] = gainful.action()) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '%.% cannot be changed here', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION gainful.visitor_accounts() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
  ROWS 1 SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(gainful.subject('account'), gainful.subject('reset'))::uuid
    WHERE coalesce(gainful.subject('account'), gainful.subject('reset')) IS NOT NULL
  UNION SELECT u.id FROM accounts_user u WHERE lower(u.email) = lower(gainful.subject('email'))
  UNION SELECT e.user_id FROM account_emailaddress e WHERE lower(e.email) = lower(gainful.subject('email'))
    AND e.verified
  UNION SELECT t.user_id FROM organizations_apitoken t WHERE t.secret_hash = gainful.subject('token')
  UNION SELECT u.id FROM accounts_user u JOIN organizations_invitation i ON lower(u.email) = lower(i.email)
    WHERE i.secret_hash = gainful.subject('invitation')
  UNION SELECT u.id FROM accounts_user u WHERE u.is_sample AND gainful.subject('demo') IS NOT NULL
  UNION SELECT s.user_id FROM socialaccount_socialaccount s
    WHERE s.provider || ':' || s.uid = gainful.subject('single sign-on')
$$;
"""
    + PASSWORDS
    + ADDRESSES
)
"""Whom a visitor came for: the account that is signing in, the sample accounts of a demo."""

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.guard_account() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own boolean := OLD.id IS NOT DISTINCT FROM gainful.actor_user();
  acting text := gainful.actor_role();
  open text[] := CASE
    WHEN own THEN ARRAY['email', 'name', 'language', 'password', 'last_login']
    WHEN acting = 'operator' THEN ARRAY['is_active']
    WHEN acting = 'visitor' AND gainful.action() IN ('mailed_key', 'new_digest') THEN ARRAY['password', 'last_login']
    WHEN acting = 'visitor' THEN ARRAY['last_login']
    ELSE ARRAY[]::text[] END;
BEGIN
  IF gainful.is_web() AND to_jsonb(NEW) - open <> to_jsonb(OLD) - open THEN
    RAISE EXCEPTION 'of this account only % can be changed by who acts', open USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF gainful.is_web() AND lower(NEW.email) <> lower(OLD.email) AND NOT EXISTS (
      SELECT FROM public.account_emailaddress e WHERE e.user_id = NEW.id AND e.verified
      AND lower(e.email) = lower(NEW.email)) THEN
    RAISE EXCEPTION 'an account takes no address that was not confirmed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_guard_account BEFORE UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION gainful.guard_account();
"""
"""Nobody raises themself: the person keeps their own account, an operator opens and closes it, a visitor signs in.

A visitor sets a password only in the action that follows a mailed key, or with the right password where its digest is
renewed.
"""
