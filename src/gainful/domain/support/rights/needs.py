"""Rights on needs assessments: the person, and staff of the agency that asks; sensitive answers by a scope."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Kind, TableRights, right
from gainful.domain.support.rights.common import LET_IN, WE_LEAD, mine_for_helper, of_parent, ours

ASSESSMENT, ANSWER = "support_assessment", "support_needanswer"
_MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
OURS = ours(ASSESSMENT)
OF_MINE = of_parent(ANSWER, "assessment_id", ASSESSMENT, "their own assessment", f" AND {own(ANSWER).sql}")
OF_OURS = of_parent(
    ANSWER, "assessment_id", ASSESSMENT, "an assessment",
    f" AND {consented(ANSWER, 'support').sql} AND (NOT is_sensitive OR {consented(ANSWER, 'sensitive').sql})",
)  # fmt: skip

TABLES = (
    TableRights(
        "support_agencyinstrument",
        "Instruments that an agency loaded; a version stays as it is.",
        (right(STAFF, "S", WE_LEAD), right(_MANAGERS, "IU", WE_LEAD), right(SIGNED_IN, "S", LET_IN)),
        history=(right(STAFF, "S", WE_LEAD),),
        fixed={
            "organization_id": "an instrument is one agency's",
            "loaded_by_id": "who loaded it stays so",
            **dict.fromkeys(("code", "version", "language", "document"), "a change is a new version"),
        },
        authors={"loaded_by_id": "it says who loaded it"},
    ),
    TableRights(
        "support_needspreset",
        "Whom an agency asks what first.",
        (right(STAFF, "S", WE_LEAD), right(_MANAGERS, "IU", WE_LEAD), right(SIGNED_IN, "S", LET_IN)),
        history=(right(STAFF, "S", WE_LEAD),),
        fixed={"organization_id": "a preset is one agency's"},
    ),
    TableRights(
        ASSESSMENT,
        "Needs assessments.",
        (
            right(STAFF, "SIU", OURS),
            right(SIGNED_IN, "SU", own(ASSESSMENT)),
            right(SIGNED_IN, "I", mine_for_helper(ASSESSMENT)),
        ),
        history=(right(STAFF, "S", ours(f"{ASSESSMENT}event")), right(SIGNED_IN, "S", own(f"{ASSESSMENT}event"))),
        fixed={
            "participant_id": "an assessment is one person's",
            "organization_id": "an assessment stays with its agency",
            "started_by_id": "who began it stays so",
            **dict.fromkeys(("instrument", "version", "language"), "an assessment keeps the version it began with"),
        },
        by_action=dict.fromkeys(("state", "finished_at"), "finish_assessment"),
        begins={"state": "'open'", "finished_at": "NULL"},
        authors={"started_by_id": "it says who began it"},
        seen={"participant_id": "participants_participant"},
    ),
    TableRights(
        ANSWER,
        "Answers about needs; those of a finished assessment stay.",
        (right(STAFF, "SIUD", OF_OURS), right(SIGNED_IN, "SIUD", OF_MINE)),
        history=(
            right(STAFF, "S", of_parent(
                f"{ANSWER}event", "assessment_id", ASSESSMENT, "an assessment",
                f" AND {consented(f'{ANSWER}event', 'support').sql}"
                f" AND (NOT is_sensitive OR {consented(f'{ANSWER}event', 'sensitive').sql})",
            )),
            right(SIGNED_IN, "S", own(f"{ANSWER}event")),
        ),
        fixed={
            "assessment_id": "an answer stays with its assessment",
            "participant_id": "an answer is one person's",
            "question": "another question is another answer",
            "is_sensitive": "the instrument says which are sensitive",
        },
    ),
)  # fmt: skip

TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.finished_answers_stay() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE at uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.assessment_id ELSE NEW.assessment_id END;
BEGIN
  IF gainful.is_web() AND EXISTS (SELECT FROM {ASSESSMENT} a WHERE a.id = at AND a.state <> 'open') THEN
    RAISE EXCEPTION 'a finished assessment stays as it is' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'support_answer_of_open';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_finished_answers_stay BEFORE INSERT OR UPDATE OR DELETE ON {ANSWER} FOR EACH ROW
  EXECUTE FUNCTION gainful.finished_answers_stay();
"""
"""What somebody finished saying is not changed under them: later needs are another assessment."""
