"""Rules of services, reports and releases of indicators, waves and their answers, wage records and who is in them."""

from gainful.domain.measures.models.codings import Code, Codebook, Coding, Improvement, Settlement
from gainful.domain.measures.models.exit_reasons import ExitReason
from gainful.domain.measures.models.follow_ups import FollowUp, FollowUpAnswer
from gainful.domain.measures.models.more_answers import MoreAnswer
from gainful.domain.measures.models.reports import PublicProgram, Release, ReleasePreview, Report
from gainful.domain.measures.models.service_rules import ServiceRule
from gainful.domain.measures.models.wage_imports import WageImport
from gainful.domain.measures.models.wage_pairs import WageLinking, WagePair

__all__ = [
    "Code", "Codebook", "Coding", "ExitReason", "FollowUp", "FollowUpAnswer", "Improvement", "MoreAnswer",
    "PublicProgram", "Release", "ReleasePreview", "Report", "ServiceRule", "Settlement", "WageImport", "WageLinking",
    "WagePair",
]  # fmt: skip
