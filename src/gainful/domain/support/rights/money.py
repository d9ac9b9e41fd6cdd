"""Rights on support money: staff of the agency ask and give, its managers decide, the person sees and may ask."""

from __future__ import annotations

from gainful.domain.participants.rights import own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right
from gainful.domain.support.rights.common import LET_IN, LET_IN_SQL, WE_LEAD, ours

MONEY = "support_moneyrequest"
_MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
OURS = ours(MONEY)
ASKED_BY_SELF = Condition(
    "about themselves, for an agency they let in",
    f"{own(MONEY).sql} AND {LET_IN_SQL} AND asked_by_person AND asked_by_id = (SELECT gainful.actor_user())",
)
_DECIDED = ("approved", "over_cap_reason", "decided_by_id", "decided_at", "reason", "fund_id", "program_id")
_GIVEN = ("way", "payee", "reference", "given_on", "spent", "receipt", "receipt_on")

TABLES = (
    TableRights(
        MONEY,
        "Support money: asked for, decided, given, proven.",
        (
            right(STAFF, "SIU", OURS),
            right(SIGNED_IN, "SU", own(MONEY)),
            right(SIGNED_IN, "I", ASKED_BY_SELF),
        ),
        history=(right(STAFF, "S", ours(f"{MONEY}event")), right(SIGNED_IN, "S", own(f"{MONEY}event"))),
        fixed={
            "participant_id": "a sum is for one person",
            "organization_id": "a sum stays with its agency",
            "kind": "another kind is another request",
            "asked": "another sum is another request",
            "asked_by_id": "who asked stays so",
            "asked_by_person": "who asked stays so",
        },
        by_action={"state": "move_money", **dict.fromkeys((*_DECIDED, *_GIVEN), "move_money")},
        begins={
            "state": "'asked'", "approved": "NULL", "decided_by_id": "NULL", "decided_at": "NULL", "fund_id": "NULL",
            "given_on": "NULL", "spent": "NULL", "receipt_on": "NULL",
        },
        authors={"asked_by_id": "it says who asked"},
        limits={Kind.PARTICIPANT: ("state", "updated_at")},
        seen={
            "participant_id": "participants_participant", "goal_id": "support_goal", "fund_id": "programs_fund",
            "program_id": "programs_program",
        },
    ),
    TableRights(
        "support_moneycap",
        "The most that one person gets of a kind; rows are added, the newest counts.",
        (right(STAFF, "S", WE_LEAD), right(_MANAGERS, "I", WE_LEAD)),
        authors={"created_by_id": "it says who set it"},
    ),
    TableRights(
        "support_benefittable",
        "Benefits by income, as an agency loaded them.",
        (right(STAFF, "S", WE_LEAD), right(_MANAGERS, "ID", WE_LEAD), right(SIGNED_IN, "S", LET_IN)),
        history=(right(STAFF, "S", WE_LEAD),),
        authors={"loaded_by_id": "it says who loaded it"},
    ),
)  # fmt: skip

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.fund_used(wanted uuid) RETURNS numeric LANGUAGE sql
  STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT sum(r.cost) FROM ledger_ledgerrow r WHERE r.fund_id = wanted AND r.is_actual
      AND r.organization_id = gainful.staff_organization()), 0)
    + coalesce((SELECT sum(m.approved) FROM support_moneyrequest m WHERE m.fund_id = wanted
      AND m.organization_id = gainful.staff_organization()
      AND (m.state = 'approved' OR (m.state = 'given' AND m.way = 'voucher'))), 0)
$$;
"""
"""What a fund has spent and promised, all people counted: money does not vanish with a consent."""

TRIGGERS = f"""
CREATE OR REPLACE FUNCTION gainful.manager_decides() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF gainful.is_web() AND gainful.actor_role() NOT IN ('program_manager', 'operator') THEN
    RAISE EXCEPTION 'a manager of the agency decides about support money' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF gainful.is_web() AND NEW.decided_by_id IS DISTINCT FROM gainful.actor_user() THEN
    RAISE EXCEPTION 'whoever decides is named' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_manager_decides BEFORE UPDATE OF state, approved, decided_by_id ON {MONEY} FOR EACH ROW
  WHEN (NEW.state IN ('approved', 'refused') AND OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION gainful.manager_decides();
"""
