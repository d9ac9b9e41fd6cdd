"""The nouns of this app, by topic, in one place for those who point at them."""

from gainful.domain.support.models.appointments import Appointment, Booking, Calendar, NoShowRule
from gainful.domain.support.models.checkins import CheckIn, CheckInMoment, CheckInSide, Concern
from gainful.domain.support.models.directory import Provider, Service, ServiceLocation
from gainful.domain.support.models.goals import Goal, GoalAction, Owner
from gainful.domain.support.models.mentors import (
    FreeTime,
    Giving,
    Mentor,
    Mentorship,
    MentorTalk,
    MentorWish,
)
from gainful.domain.support.models.money import BenefitTable, MoneyCap, MoneyKind, MoneyRequest, Way
from gainful.domain.support.models.needs import (
    AgencyInstrument,
    Assessment,
    HowFilled,
    NeedAnswer,
    NeedsPreset,
)
from gainful.domain.support.models.notes import Assignment, Caseload, CaseNote, NoteKind, SharedWith
from gainful.domain.support.models.offline import DayCopy, DayPerson, EditOutcome, OfflineEdit
from gainful.domain.support.models.practice import PracticeAgreement, PracticeSignature, PracticeWeek
from gainful.domain.support.models.referrals import Referral, ReferralStep

__all__ = [
    "AgencyInstrument",
    "Appointment",
    "Assessment",
    "Assignment",
    "BenefitTable",
    "Booking",
    "Calendar",
    "CaseNote",
    "Caseload",
    "CheckIn",
    "CheckInMoment",
    "CheckInSide",
    "Concern",
    "DayCopy",
    "DayPerson",
    "EditOutcome",
    "FreeTime",
    "Giving",
    "Goal",
    "GoalAction",
    "HowFilled",
    "Mentor",
    "MentorTalk",
    "MentorWish",
    "Mentorship",
    "MoneyCap",
    "MoneyKind",
    "MoneyRequest",
    "NeedAnswer",
    "NeedsPreset",
    "NoShowRule",
    "NoteKind",
    "OfflineEdit",
    "Owner",
    "PracticeAgreement",
    "PracticeSignature",
    "PracticeWeek",
    "Provider",
    "Referral",
    "ReferralStep",
    "Service",
    "ServiceLocation",
    "SharedWith",
    "Way",
]
