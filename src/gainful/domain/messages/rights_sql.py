"""SQL functions and triggers of messages: what a signed link opens, and what ends it."""

from __future__ import annotations

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.open_link() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.id FROM outbox_signedlink l WHERE l.secret_hash = gainful.subject('link') AND l.revoked_at IS NULL
    AND l.expires_at > now()
$$;
CREATE OR REPLACE FUNCTION gainful.link_about(wanted text) RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.about_id::uuid FROM outbox_signedlink l WHERE l.id = gainful.open_link() AND l.about_kind = wanted
$$;
CREATE OR REPLACE FUNCTION gainful.link_request() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.request_id FROM outbox_signedlink l WHERE l.id = gainful.open_link()
$$;
CREATE OR REPLACE FUNCTION gainful.link_participant() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.participant_id FROM outbox_signedlink l WHERE l.id = gainful.open_link()
$$;
CREATE OR REPLACE FUNCTION gainful.managers_link() RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT coalesce((SELECT l.created_role IN ('program_manager', 'operator', 'system') FROM outbox_signedlink l
    WHERE l.id = gainful.open_link()), false)
$$;
CREATE OR REPLACE FUNCTION gainful.systems_link() RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT coalesce((SELECT l.created_role = 'system' FROM outbox_signedlink l WHERE l.id = gainful.open_link()), false)
$$;
CREATE OR REPLACE FUNCTION gainful.link_organization() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.organization_id FROM outbox_signedlink l WHERE l.id = gainful.open_link()
$$;
CREATE OR REPLACE FUNCTION gainful.link_thread() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT t.id FROM outbox_thread t WHERE t.id = gainful.link_about('thread')
    AND t.organization_id = gainful.link_organization()
    AND (t.participant_id IS NULL OR t.participant_id = gainful.link_participant())
$$;
CREATE OR REPLACE FUNCTION gainful.language_of(person uuid) RETURNS text LANGUAGE sql {AS_OWNER} AS $$
  SELECT u.language::text FROM participants_participant p JOIN accounts_user u ON u.id = p.user_id WHERE p.id = person
    AND (NOT gainful.is_web() OR u.id = gainful.actor_user() OR p.id = gainful.link_participant()
      OR EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = p.id AND c.revoked_at IS NULL
        AND c.expires_at > now() AND c.organization_id IN (gainful.staff_organization(), gainful.link_organization())))
$$;
CREATE OR REPLACE FUNCTION gainful.link_scope() RETURNS text LANGUAGE sql {AS_OWNER} AS $$
  SELECT l.scope::text FROM outbox_signedlink l WHERE l.id = gainful.open_link()
$$;
"""
"""What the holder of an open link came for, and what they may do there.

Whoever may make links names in them what they like, so each function that opens something asks whose it is: the
organization's, the person's whom the link tells about (it ends with their consent), and where only the system hands
out links, whether it made this one.
"""

_END = "UPDATE outbox_signedlink l SET revoked_at = clock_timestamp()"
_OPEN = "l.revoked_at IS NULL AND l.expires_at > clock_timestamp()"
_HEAD = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"

TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.reply_names_who_answers() {_HEAD}
BEGIN
  IF NOT gainful.is_web() THEN RETURN NEW; END IF;
  NEW.received_at := clock_timestamp();
  NEW.whole := '';
  NEW.external_id := '';
  IF gainful.actor_role() = 'link' THEN
    SELECT 'link', NULL, l.id, left(l.recipient, 254), l.other_browsers = 0
      INTO NEW.came_by, NEW.user_id, NEW.link_id, NEW.from_address, NEW.is_from_reader
      FROM outbox_signedlink l WHERE l.id = gainful.open_link();
  ELSE
    SELECT 'app', u.id, NULL, left(coalesce(nullif(u.name, ''), u.email), 254), true
      INTO NEW.came_by, NEW.user_id, NEW.link_id, NEW.from_address, NEW.is_from_reader
      FROM accounts_user u WHERE u.id = gainful.actor_user();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_reply_names_who_answers BEFORE INSERT ON outbox_reply
  FOR EACH ROW EXECUTE FUNCTION gainful.reply_names_who_answers();

CREATE OR REPLACE FUNCTION gainful.links_end_with_member() {_HEAD}
BEGIN
  {_END} WHERE l.organization_id = NEW.organization_id AND l.created_by_id = NEW.user_id AND {_OPEN}
    AND NOT EXISTS (SELECT FROM organizations_membership m WHERE m.user_id = NEW.user_id AND m.ended_at IS NULL
      AND m.organization_id = NEW.organization_id
      AND (m.role = l.created_role OR m.role IN ('program_manager', 'operator')));
  {_END} WHERE l.handed_by_id = NEW.user_id AND {_OPEN} AND EXISTS (SELECT FROM outbox_request r
    WHERE r.id = l.request_id AND NEW.organization_id IN (r.to_organization_id, r.organization_id))
    AND NOT EXISTS (SELECT FROM organizations_membership m WHERE m.user_id = NEW.user_id AND m.ended_at IS NULL
      AND m.organization_id = NEW.organization_id AND m.role = NEW.role);
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_links_end AFTER UPDATE OF ended_at ON organizations_membership FOR EACH ROW
  WHEN (NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL) EXECUTE FUNCTION gainful.links_end_with_member();

CREATE OR REPLACE FUNCTION gainful.links_end_with_account() {_HEAD}
BEGIN
  {_END} WHERE NEW.id IN (l.created_by_id, l.handed_by_id) AND {_OPEN};
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_links_end AFTER UPDATE OF is_active ON accounts_user FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION gainful.links_end_with_account();

CREATE OR REPLACE FUNCTION gainful.links_end_with_consent() {_HEAD}
BEGIN
  {_END} WHERE l.participant_id = NEW.participant_id AND l.organization_id = NEW.organization_id AND {_OPEN};
  RETURN NULL;
END $$;
CREATE TRIGGER gainful_links_end AFTER UPDATE OF revoked_at ON participants_consent FOR EACH ROW
  WHEN (NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL) EXECUTE FUNCTION gainful.links_end_with_consent();
"""
"""An answer says itself who gave it, and how: whoever acts, or the holder of the link.

A link ends with the role or the account of whoever made it, and with the consent of the person it tells about.

Triggers, since memberships and consents come before messages and call nothing in them; they act for whoever ends them.
"""
