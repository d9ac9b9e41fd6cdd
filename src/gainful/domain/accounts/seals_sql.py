"""SQL of the seals of history: seal what is new, list what does not fit, free what is erased."""

from __future__ import annotations

AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
ERASURES = "erasure"
"""The name under which entries of the list of erasures stand in the chain."""

TABLES = f"""
CREATE OR REPLACE FUNCTION gainful.history_tables() RETURNS SETOF text LANGUAGE sql STABLE {AS_OWNER} AS $$
  SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'pgh_obj_id'
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
$$;
CREATE OR REPLACE FUNCTION gainful.shape_of(history text) RETURNS text[] LANGUAGE sql STABLE {AS_OWNER} AS $$
  SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute
  WHERE attrelid = to_regclass('public.' || quote_ident(history)) AND attnum > 0 AND NOT attisdropped
$$;
CREATE OR REPLACE FUNCTION gainful.history_content(body jsonb, context jsonb, columns text[]) RETURNS bytea
  LANGUAGE sql IMMUTABLE {AS_OWNER} AS $$
  SELECT convert_to((SELECT jsonb_object_agg(key, value) FROM jsonb_each(body) WHERE key = ANY (columns))::text
    || coalesce(context::text, ''), 'UTF8')
$$;
"""
"""A row's content is its columns as they were when it was sealed, and who changed it; later columns do not count."""

CHAIN = f"""
CREATE OR REPLACE FUNCTION gainful.link_after(before bytea, history text, row_number text, summed bytea) RETURNS bytea
  LANGUAGE sql IMMUTABLE
  RETURN sha256(coalesce(before, '') || convert_to(history || ':' || row_number || ':', 'UTF8') || summed);
CREATE OR REPLACE FUNCTION gainful.erasure_contents() RETURNS TABLE (id uuid, content bytea) LANGUAGE sql STABLE
  {AS_OWNER} SET timezone = 'UTC' AS $$
  SELECT e.id, convert_to(to_jsonb(e)::text || coalesce(freed.numbers, ''), 'UTF8') FROM gainful.erasure e
  LEFT JOIN (SELECT s.erasure, string_agg(s.number::text, ',' ORDER BY s.number) AS numbers FROM gainful.seal s
    WHERE s.erasure IS NOT NULL GROUP BY s.erasure) freed ON freed.erasure = e.id
$$;
CREATE OR REPLACE FUNCTION gainful.seal_erasures() RETURNS integer LANGUAGE plpgsql {AS_OWNER} AS $$
DECLARE last gainful.seal; fresh record; mixed bytea; summed bytea; shaped integer; made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('gainful seal'));
  IF NOT EXISTS (SELECT FROM gainful.erasure e WHERE NOT EXISTS (
      SELECT FROM gainful.seal s WHERE s.table_name = '{ERASURES}' AND s.row_id = e.id::text)) THEN
    RETURN 0;
  END IF;
  INSERT INTO gainful.seal_shape (table_name, columns) VALUES ('{ERASURES}', ARRAY[]::text[]) ON CONFLICT DO NOTHING;
  SELECT id INTO shaped FROM gainful.seal_shape WHERE table_name = '{ERASURES}';
  SELECT * INTO last FROM gainful.seal ORDER BY number DESC LIMIT 1;
  FOR fresh IN SELECT c.id, c.content FROM gainful.erasure_contents() c JOIN gainful.erasure e USING (id)
    WHERE NOT EXISTS (SELECT FROM gainful.seal s WHERE s.table_name = '{ERASURES}' AND s.row_id = c.id::text)
    ORDER BY e.at, e.id
  LOOP
    mixed := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    summed := sha256(mixed || fresh.content);
    last.number := coalesce(last.number, 0) + 1;
    last.link := gainful.link_after(last.link, '{ERASURES}', fresh.id::text, summed);
    INSERT INTO gainful.seal (number, sealed_at, table_name, row_id, shape, salt, digest, link)
      VALUES (last.number, clock_timestamp(), '{ERASURES}', fresh.id::text, shaped, mixed, summed, last.link);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
"""
"""An erasure is sealed with what it says and the seals that it freed: none can be freed under it later."""

SEAL = f"""
CREATE OR REPLACE FUNCTION gainful.seal_table(history text, most integer) RETURNS integer LANGUAGE plpgsql
  {AS_OWNER} AS $$
DECLARE
  mark gainful.seal_mark; last gainful.seal; made integer := 0; fresh record; mixed bytea; summed bytea; shaped integer;
  shape_now text[] := gainful.shape_of(history); newest bigint; none_is_late boolean; begun xid8;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('gainful seal'));
  SELECT * INTO mark FROM gainful.seal_mark WHERE table_name = history;
  none_is_late := mark.at < now() - interval '1 day' OR mark.at < now() - interval '10 minutes'
    AND mark.horizon <= pg_snapshot_xmin(pg_current_snapshot());
  EXECUTE format('SELECT max(pgh_id) FROM public.%I', history) INTO newest;
  IF newest IS NULL OR newest = mark.settled THEN RETURN 0; END IF;
  begun := pg_current_xact_id();
  INSERT INTO gainful.seal_shape (table_name, columns) VALUES (history, shape_now) ON CONFLICT DO NOTHING;
  SELECT id INTO shaped FROM gainful.seal_shape WHERE table_name = history AND columns = shape_now;
  SELECT * INTO last FROM gainful.seal ORDER BY number DESC LIMIT 1;
  FOR fresh IN EXECUTE format(
    'SELECT e.pgh_id::text AS id, gainful.history_content(to_jsonb(e), c.metadata, $1) AS content FROM public.%1$I e'
    ' LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id'
    ' WHERE e.pgh_id > $2 AND NOT EXISTS ('
    '   SELECT FROM gainful.seal s WHERE s.table_name = %1$L AND s.row_id = e.pgh_id::text)'
    ' ORDER BY e.pgh_id LIMIT $3', history) USING shape_now, coalesce(mark.settled, 0), most
  LOOP
    mixed := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    summed := sha256(mixed || fresh.content);
    last.number := coalesce(last.number, 0) + 1;
    last.link := gainful.link_after(last.link, history, fresh.id, summed);
    INSERT INTO gainful.seal (number, sealed_at, table_name, row_id, shape, salt, digest, link)
      VALUES (last.number, clock_timestamp(), history, fresh.id, shaped, mixed, summed, last.link);
    made := made + 1;
  END LOOP;
  IF made < most THEN
    INSERT INTO gainful.seal_mark (table_name, settled, through, at, horizon)
      VALUES (history, 0, newest, now(), begun)
      ON CONFLICT (table_name) DO UPDATE SET through = EXCLUDED.through, at = now(), horizon = EXCLUDED.horizon,
        settled = CASE WHEN none_is_late THEN seal_mark.through ELSE seal_mark.settled END
      WHERE none_is_late OR seal_mark.horizon IS NULL;
  END IF;
  RETURN made;
END $$;
"""
"""A row is looked at again while a transaction is open that began before it was seen, since that one may commit rows
with lower numbers: for ten minutes at least, since a row has its number before its transaction has one, and for a day
at most, since a restored database counts its transactions anew. Each call is a transaction of its own.
"""

VERIFY = f"""
CREATE OR REPLACE FUNCTION gainful.seals_broken()
  RETURNS TABLE (place bigint, history text, row_number text, problem text)
  LANGUAGE plpgsql STABLE {AS_OWNER} AS $$
DECLARE each text;
BEGIN
  RETURN QUERY
    WITH chain AS (SELECT s.*, lag(s.link) OVER w AS before, lag(s.number) OVER w AS earlier
      FROM gainful.seal s WINDOW w AS (ORDER BY s.number))
    SELECT c.number, c.table_name, c.row_id, CASE
        WHEN c.number <> coalesce(c.earlier, 0) + 1 THEN 'seals before it are missing'
        WHEN c.salt IS NULL AND c.erasure IS NULL THEN 'its salt is gone without an erasure'
        ELSE 'its seal was altered' END
      FROM chain c WHERE c.number <> coalesce(c.earlier, 0) + 1 OR (c.salt IS NULL AND c.erasure IS NULL)
        OR c.link <> gainful.link_after(c.before, c.table_name, c.row_id, c.digest);
  FOR each IN SELECT gainful.history_tables() LOOP
    RETURN QUERY EXECUTE format(
      'SELECT s.number, %1$L::text, s.row_id, CASE WHEN e.pgh_id IS NULL THEN ''missing'' ELSE ''altered'' END'
      ' FROM gainful.seal s JOIN gainful.seal_shape h ON h.id = s.shape'
      ' LEFT JOIN public.%1$I e ON e.pgh_id = s.row_id::bigint LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id'
      ' WHERE s.table_name = %1$L AND s.salt IS NOT NULL AND (e.pgh_id IS NULL OR s.digest <> '
      '   sha256(s.salt || gainful.history_content(to_jsonb(e), c.metadata, h.columns)))', each);
    RETURN QUERY EXECUTE format(
      'SELECT s.number, %1$L::text, s.row_id, ''erased, but it still stands there'' FROM gainful.seal s'
      ' JOIN public.%1$I e ON e.pgh_id = s.row_id::bigint WHERE s.table_name = %1$L AND s.salt IS NULL', each);
    RETURN QUERY EXECUTE format(
      'SELECT NULL::bigint, %1$L::text, e.pgh_id::text, ''not sealed'' FROM public.%1$I e'
      ' WHERE e.pgh_created_at < now() - interval ''1 hour'''
      ' AND NOT EXISTS (SELECT FROM gainful.seal s WHERE s.table_name = %1$L AND s.row_id = e.pgh_id::text)', each);
  END LOOP;
  RETURN QUERY SELECT s.number, s.table_name, s.row_id, 'names an erasure that does not exist'
    FROM gainful.seal s
    WHERE s.erasure IS NOT NULL AND NOT EXISTS (SELECT FROM gainful.erasure e WHERE e.id = s.erasure);
  RETURN QUERY SELECT s.number, s.table_name, s.row_id, CASE WHEN c.id IS NULL THEN 'missing' ELSE 'altered' END
    FROM gainful.seal s LEFT JOIN gainful.erasure_contents() c ON c.id::text = s.row_id
    WHERE s.table_name = '{ERASURES}' AND (c.id IS NULL OR s.salt IS NULL OR s.digest <> sha256(s.salt || c.content));
  RETURN QUERY SELECT NULL::bigint, '{ERASURES}'::text, e.id::text, 'not sealed' FROM gainful.erasure e
    WHERE e.at < now() - interval '1 hour' AND NOT EXISTS (
      SELECT FROM gainful.seal s WHERE s.table_name = '{ERASURES}' AND s.row_id = e.id::text);
END $$;
"""

ERASE = f"""
CREATE OR REPLACE FUNCTION gainful.free_seals(history text, rows text[], erased uuid) RETURNS integer LANGUAGE plpgsql
  {AS_OWNER} AS $$
DECLARE standing boolean; freed integer;
BEGIN
  IF NOT history = ANY (ARRAY(SELECT gainful.history_tables())) THEN
    RAISE EXCEPTION '% holds no history', history USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE pgh_id = ANY ($1::bigint[]))', history)
    INTO standing USING rows;
  IF standing OR EXISTS (SELECT FROM gainful.seal WHERE table_name = '{ERASURES}' AND row_id = erased::text) THEN
    RAISE EXCEPTION 'only rows that are gone lose their salt, in an erasure that goes on'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE gainful.seal SET salt = NULL, erasure = erased WHERE table_name = history AND row_id = ANY (rows);
  GET DIAGNOSTICS freed = ROW_COUNT;
  RETURN freed;
END $$;
"""
"""The digest stays, so that the chain still fits; without salt and content nobody can tell what it was of."""

FUNCTIONS = f"{TABLES}{CHAIN}{SEAL}{VERIFY}{ERASE}"
EXCEPTIONS = """
REVOKE ALL ON FUNCTION gainful.seal_table(text, integer), gainful.seals_broken(), gainful.history_tables(),
  gainful.free_seals(text, text[], uuid), gainful.history_content(jsonb, jsonb, text[]), gainful.shape_of(text),
  gainful.seal_erasures(), gainful.erasure_contents() FROM gainful_web;
REVOKE ALL ON FUNCTION gainful.free_seals(text, text[], uuid) FROM gainful_system;
GRANT SELECT ON gainful.seal, gainful.erasure TO gainful_system, gainful_eraser;
GRANT INSERT, UPDATE ON gainful.erasure TO gainful_eraser;
"""
"""The site can neither seal nor read seals; only the eraser takes salts away."""
