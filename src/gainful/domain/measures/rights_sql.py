"""SQL of measures: whom an agency may follow, what a link of a wave opens, and who answers or decides."""

from __future__ import annotations

AS_OWNER = "STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION gainful.may_ask_about(organization uuid, person uuid) RETURNS boolean
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT NOT gainful.is_web() OR organization = gainful.working_organization()
    OR organization = gainful.link_organization() OR person IN (SELECT gainful.own_participants())
    OR EXISTS (SELECT FROM placements_placement p JOIN placements_introduction i ON i.id = p.introduction_id
      WHERE p.participant_id = person AND p.organization_id = organization
      AND i.employer_id = gainful.employer_organization())
$$;
CREATE OR REPLACE FUNCTION gainful.is_followed(organization uuid, person uuid, application uuid) RETURNS boolean
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = person
      AND c.organization_id = organization AND c.revoked_at IS NULL AND c.expires_at > now()
      AND 'outcomes' = ANY (c.scopes))
    OR EXISTS (SELECT FROM cohorts_application a WHERE a.id = application AND a.participant_id = person
      AND a.organization_id = organization AND a.follow = 'yes')
$$;
CREATE OR REPLACE FUNCTION gainful.may_follow(organization uuid, person uuid, application uuid) RETURNS boolean
  LANGUAGE sql COST 20000 {AS_OWNER} AS $$
  SELECT gainful.may_ask_about(organization, person) AND gainful.is_followed(organization, person, application)
$$;
CREATE OR REPLACE FUNCTION gainful.may_link(organization uuid, person uuid) RETURNS boolean
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT gainful.may_ask_about(organization, person) AND (gainful.is_followed(organization, person, NULL)
    OR EXISTS (SELECT FROM cohorts_application a WHERE a.participant_id = person
      AND a.organization_id = organization AND a.follow = 'yes'))
$$;
CREATE OR REPLACE FUNCTION gainful.link_follow_up() RETURNS uuid LANGUAGE sql {AS_OWNER} AS $$
  SELECT f.id FROM measures_followup f WHERE f.id = gainful.link_about('follow_up')
    AND f.organization_id = gainful.link_organization() AND gainful.managers_link()
    AND gainful.is_followed(f.organization_id, f.participant_id, f.application_id)
    AND CASE gainful.link_scope() WHEN 'answer_follow_up' THEN f.participant_id = gainful.link_participant()
        AND f.side = 'person'
      WHEN 'answer_about_hire' THEN f.side = 'employer' ELSE false END
$$;
CREATE OR REPLACE FUNCTION gainful.may_ask_more(organization uuid, person uuid) RETURNS boolean
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT gainful.may_ask_about(organization, person)
    AND EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = person
      AND c.organization_id = organization AND c.revoked_at IS NULL AND c.expires_at > now()
      AND 'wellbeing' = ANY (c.scopes))
$$;
CREATE OR REPLACE FUNCTION gainful.may_read_more(answer uuid) RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM measures_followupanswer a JOIN measures_followup f ON f.id = a.follow_up_id
    WHERE a.id = answer AND f.side = 'person' AND gainful.may_ask_more(f.organization_id, f.participant_id))
$$;
CREATE OR REPLACE FUNCTION gainful.keep_more(made uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO measures_moreanswer (id, answer_id, income, credit, home, behind, wellbeing, at)
  SELECT gen_random_uuid(), a.id, m.income, m.credit, m.home, m.behind, m.wellbeing, a.at
  FROM measures_followupanswer a JOIN measures_followupanswer b ON b.follow_up_id = a.follow_up_id AND b.id <> a.id
    JOIN measures_moreanswer m ON m.answer_id = b.id
  WHERE a.id = made AND a.follow_up_id = gainful.link_follow_up() AND gainful.action() = 'answer_follow_up'
    AND gainful.may_read_more(a.id) AND NOT EXISTS (SELECT FROM measures_moreanswer n WHERE n.answer_id = a.id)
    AND NOT EXISTS (SELECT FROM measures_followupanswer c WHERE c.follow_up_id = a.follow_up_id AND c.id <> a.id
      AND (c.at, c.id) > (b.at, b.id))
$$;
CREATE OR REPLACE FUNCTION gainful.is_my_answer(answer uuid) RETURNS boolean LANGUAGE sql {AS_OWNER} AS $$
  SELECT EXISTS (SELECT FROM measures_followupanswer a JOIN measures_followup f ON f.id = a.follow_up_id
    JOIN participants_participant p ON p.id = f.participant_id
    WHERE a.id = answer AND f.side = 'person' AND p.user_id = gainful.actor_user())
$$;
CREATE OR REPLACE FUNCTION gainful.coded_twice(of_answer uuid, of_codebook uuid) RETURNS boolean
  LANGUAGE sql {AS_OWNER} AS $$
  SELECT count(*) > 1 FROM measures_coding c WHERE c.answer_id = of_answer AND c.codebook_id = of_codebook
$$;
CREATE OR REPLACE FUNCTION gainful.quote_of(answer uuid) RETURNS text LANGUAGE sql {AS_OWNER} AS $$
  SELECT a.words FROM measures_followupanswer a JOIN measures_followup f ON f.id = a.follow_up_id
    WHERE a.id = answer AND a.may_quote AND f.state = 'answered'
      AND gainful.is_followed(f.organization_id, f.participant_id, f.application_id)
      AND EXISTS (SELECT FROM measures_improvement i WHERE i.quoted_id = a.id AND i.taken_back_at IS NULL)
      AND NOT EXISTS (SELECT FROM measures_followupanswer b WHERE b.follow_up_id = a.follow_up_id
        AND (b.at, b.id) > (a.at, a.id))
$$;
"""
"""Followed is who consented to it, or who applied for a seat and said yes to being followed, drawn or not.

`may_follow` says what it costs, .3 ms a row, so that the few answers to a million questions are asked one by one.
Whom a person lets ask is told to that agency, to the person and to the employer of the hire: `may_ask_about`.
"""
EXCEPTIONS = "REVOKE ALL ON FUNCTION gainful.is_followed(uuid, uuid, uuid) FROM gainful_web;"

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.answer_names_who_answers() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() THEN RETURN NEW; END IF;
  NEW.at := clock_timestamp();
  NEW.role := gainful.actor_role();
  NEW.user_id := gainful.actor_user();
  NEW.through_link := CASE WHEN gainful.actor_role() = 'link' THEN gainful.open_link() END;
  NEW.other_browser := CASE WHEN gainful.actor_role() = 'link' THEN coalesce((SELECT l.other_browsers > 0
    FROM outbox_signedlink l WHERE l.id = gainful.open_link()), false) ELSE false END;
  IF NEW.role IN ('link', 'participant', 'employer') THEN NEW.for_side := ''; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_answer_names_who_answers BEFORE INSERT ON measures_followupanswer
  FOR EACH ROW EXECUTE FUNCTION gainful.answer_names_who_answers();
CREATE OR REPLACE FUNCTION gainful.pair_names_who_decides() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() THEN RETURN NEW; END IF;
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    NEW.decided_by_id := gainful.actor_user();
    NEW.decided_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_pair_names_who_decides BEFORE UPDATE ON measures_wagepair
  FOR EACH ROW EXECUTE FUNCTION gainful.pair_names_who_decides();
CREATE OR REPLACE FUNCTION gainful.coding_takes_its_place() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT gainful.is_web() THEN RETURN NEW; END IF;
  NEW.at := clock_timestamp();
  NEW.coder_id := gainful.actor_user();
  SELECT 1 + count(*) INTO NEW.place FROM measures_coding c
    WHERE c.answer_id = NEW.answer_id AND c.codebook_id = NEW.codebook_id;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_coding_takes_its_place BEFORE INSERT ON measures_coding
  FOR EACH ROW EXECUTE FUNCTION gainful.coding_takes_its_place();
"""
