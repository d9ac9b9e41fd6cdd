"""Rules of services, reports and releases of indicators, waves and their answers."""

from gainful.domain.measures.models.follow_ups import FollowUp, FollowUpAnswer
from gainful.domain.measures.models.reports import PublicProgram, Release, Report
from gainful.domain.measures.models.service_rules import ServiceRule
from gainful.domain.measures.models.wage_imports import WageImport

__all__ = ["FollowUp", "FollowUpAnswer", "PublicProgram", "Release", "Report", "ServiceRule", "WageImport"]
