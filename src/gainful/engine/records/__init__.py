"""What a person and a course are on paper: typed records, before any database."""

from gainful.engine.records.courses import CourseRecord, TaughtRecord
from gainful.engine.records.exchanged import ExchangedPerson
from gainful.engine.records.people import JobRecord, PersonRecord, SkillRecord, join_jobs
from gainful.engine.records.workers import WorkerRecord

__all__ = [
    "CourseRecord",
    "ExchangedPerson",
    "JobRecord",
    "PersonRecord",
    "SkillRecord",
    "TaughtRecord",
    "WorkerRecord",
    "join_jobs",
]
