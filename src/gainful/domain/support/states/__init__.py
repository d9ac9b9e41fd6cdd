"""States x verbs x roles of support as tables of data, by topic."""

from gainful.domain.job_orders.states import Machine
from gainful.domain.support.states.appointments import APPOINTMENT_RULES, AppointmentState, Side
from gainful.domain.support.states.checkins import CONCERN_RULES, ConcernState
from gainful.domain.support.states.directory import SERVICE_RULES, ServiceStatus
from gainful.domain.support.states.goals import ACTION_RULES, GOAL_RULES, ActionState, GoalState
from gainful.domain.support.states.money import MONEY_RULES, MoneyState
from gainful.domain.support.states.needs import ASSESSMENT_RULES, AssessmentState
from gainful.domain.support.states.practice import (
    MENTOR_RULES,
    PAIR_RULES,
    PRACTICE_RULES,
    MentorState,
    PairState,
    PracticeState,
)
from gainful.domain.support.states.referrals import (
    OPEN_REFERRAL,
    REFERRAL_RULES,
    DeclineReason,
    Outcome,
    ReferralState,
    Urgency,
)

__all__ = [
    "APPOINTMENT_RULES",
    "MACHINES",
    "OPEN_REFERRAL",
    "REFERRAL_RULES",
    "SERVICE_RULES",
    "AppointmentState",
    "DeclineReason",
    "Outcome",
    "ReferralState",
    "ServiceStatus",
    "Side",
    "Urgency",
]

MACHINES = (
    Machine("Service of the directory", ServiceStatus, SERVICE_RULES),
    Machine("Referral", ReferralState, REFERRAL_RULES),
    Machine("Appointment", AppointmentState, APPOINTMENT_RULES),
    Machine("Needs assessment", AssessmentState, ASSESSMENT_RULES),
    Machine("Goal of a support plan", GoalState, GOAL_RULES),
    Machine("Action for a goal", ActionState, ACTION_RULES),
    Machine("Support money", MoneyState, MONEY_RULES),
    Machine("Concern of an employer after the hire", ConcernState, CONCERN_RULES),
    Machine("Practice agreement", PracticeState, PRACTICE_RULES),
    Machine("Mentor on the register", MentorState, MENTOR_RULES),
    Machine("Mentor and person", PairState, PAIR_RULES),
)
