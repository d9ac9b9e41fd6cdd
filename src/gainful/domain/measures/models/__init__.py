"""Rules of services, reports and releases of indicators, waves and their answers, wage records and who is in them."""

from gainful.domain.measures.models.follow_ups import FollowUp, FollowUpAnswer
from gainful.domain.measures.models.reports import PublicProgram, Release, Report
from gainful.domain.measures.models.service_rules import ServiceRule
from gainful.domain.measures.models.wage_imports import WageImport
from gainful.domain.measures.models.wage_pairs import WageLinking, WagePair

__all__ = [
    "FollowUp", "FollowUpAnswer", "PublicProgram", "Release", "Report", "ServiceRule", "WageImport", "WageLinking",
    "WagePair",
]  # fmt: skip
