"""Cohorts, applications, draws, enrolments, saved searches."""

from gainful.domain.cohorts.models.application import (
    Application,
    Follow,
    ProofDocument,
    RuleAnswer,
    Says,
    Scan,
    Source,
)
from gainful.domain.cohorts.models.apprenticeship import (
    ApprenticeMentor,
    Apprenticeship,
    Approach,
    JobHours,
    WageStep,
    WorkProcess,
)
from gainful.domain.cohorts.models.attendance import (
    THERE,
    AbsenceAlert,
    Attendance,
    FunderRule,
    How,
    MadeUpHours,
    Presence,
    Tap,
)
from gainful.domain.cohorts.models.certificate import (
    Certificate,
    HeldBadge,
    IssuerKey,
    StatusEntry,
    StatusList,
)
from gainful.domain.cohorts.models.cohort import (
    Cohort,
    CohortFund,
    CohortOpening,
    EligibilityRule,
    Instructor,
    RuleKind,
    SeatFloor,
    SeatOverride,
    Track,
)
from gainful.domain.cohorts.models.draw import Draw, DrawEntry
from gainful.domain.cohorts.models.enrolment import Enrolment
from gainful.domain.cohorts.models.learning import (
    AssessmentResult,
    CredentialEarned,
    CredentialType,
    GainKind,
    OnlineCompletion,
    SkillGain,
)
from gainful.domain.cohorts.models.release import ReleaseAgreement
from gainful.domain.cohorts.models.search import SavedSearch
from gainful.domain.cohorts.models.session import RoomCode, Session, SessionKind

__all__ = [
    "THERE", "AbsenceAlert", "Application", "ApprenticeMentor", "Apprenticeship", "Approach",
    "AssessmentResult", "Attendance", "Certificate", "Cohort", "CohortFund", "CohortOpening",
    "CredentialEarned", "CredentialType", "Draw", "DrawEntry", "EligibilityRule", "Enrolment", "Follow",
    "FunderRule", "GainKind", "HeldBadge", "How", "Instructor", "IssuerKey", "JobHours", "MadeUpHours",
    "OnlineCompletion", "Presence", "ProofDocument", "ReleaseAgreement", "RoomCode", "RuleAnswer", "RuleKind",
    "SavedSearch", "Says", "Scan", "SeatFloor", "SeatOverride", "Session", "SessionKind", "SkillGain", "Source",
    "StatusEntry", "StatusList", "Tap", "Track", "WageStep", "WorkProcess",
]  # fmt: skip
