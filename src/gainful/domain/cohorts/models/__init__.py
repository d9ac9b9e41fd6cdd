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
from gainful.domain.cohorts.models.search import SavedSearch

__all__ = [
    "Application", "Certificate", "Cohort", "CohortFund", "CohortOpening", "Draw", "DrawEntry",
    "EligibilityRule", "Enrolment", "Follow", "HeldBadge", "Instructor", "IssuerKey", "ProofDocument",
    "RuleAnswer", "RuleKind", "SavedSearch", "Says", "Scan", "SeatFloor", "SeatOverride", "Source",
    "StatusEntry", "StatusList", "Track",
]  # fmt: skip
