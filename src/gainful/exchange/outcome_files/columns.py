# ruff: noqa: E501 - a column a line reads as the table that it is
"""Which columns outcome files have: the headings that mean each, and the words of their cells."""

from __future__ import annotations

from gainful.exchange.tables.headings import Column
from gainful.exchange.wage_records.columns import PERSON

PARTICIPANTS = (
    PERSON,
    Column("program", ("program", "program_type", "funding_stream")),
    Column("exit_reason", ("exit_reason", "other_reasons_for_exit", "other_reason_for_exit", "exclusion", "exclusion_reason")),
    Column("credential_date", ("credential_date", "date_attained_credential"), "day"),
    Column("credential_type", ("credential_type", "type_of_credential", "credential")),
    Column("skill_gain_date", ("skill_gain_date", "msg_date", "measurable_skill_gain_date"), "day"),
    Column("education_start", ("education_start", "education_date", "enrolled_in_education_date"), "day"),
)  # fmt: skip
SERVICES = (
    PERSON,
    Column("type", ("type", "service_type", "service", "category", "service_category"), needed=True, filled=True),
    Column("start", ("start", "start_date", "service_date", "date", "date_of_service", "begin_date"), "day", True, True),
    Column("end", ("end", "end_date", "service_end_date"), "until"),
    Column("status", ("status", "service_status"), "text"),
    Column("completed", ("completed", "training_completed", "completion", "result"), "text"),
    Column("hours", ("hours", "hours_of_service", "service_hours", "contact_hours"), "number"),
)  # fmt: skip
PLACEMENTS = (
    PERSON,
    Column("start", ("start", "start_date", "job_start", "job_start_date", "hired", "hire_date", "day"), "day", True, True),
    Column("end", ("end", "end_date", "job_end", "job_end_date", "left"), "until"),
    Column("reason", ("reason", "end_reason", "reason_for_leaving", "why_left")),
)  # fmt: skip
COSTS = (
    Column("kind", ("kind", "part", "type", "category"), "train|support|measure|other", True, True),
    Column("amount", ("amount", "cost", "dollars", "spent"), "amount", True, True),
)
EVIDENCE = (
    PERSON,
    Column("kind", ("kind", "type", "evidence", "evidence_type"), needed=True, filled=True),
    Column("start", ("start", "start_date", "day"), "day", True, True),
    Column("end", ("end", "end_date"), "until"),
    Column("amount", ("amount", "wages", "earnings"), "amount"),
    Column(
        "proof",
        (
            "proof",
            "proof_type",
            "source",
            "evidence_source",
            "document",
            "documentation",
            "supplemental_type",
        ),
        "answer",
    ),
)

SYNONYMS = {
    "self_service": "self-service", "selfservice": "self-service", "self": "self-service",
    "information": "information-only", "information_only": "information-only", "info_only": "information-only",
    "informational": "information-only", "follow_up": "follow-up", "followup": "follow-up",
    "on_the_job": "ojt", "on_the_job_training": "ojt", "customized_training": "customized",
    "occupational_training": "occupational", "occupational_skills_training": "occupational",
    "secondary_education": "secondary", "high_school": "secondary", "postsecondary_education": "postsecondary",
    "college": "postsecondary", "registered_apprenticeship": "apprenticeship", "education": "training",
    "case_management": "case-management", "job_search": "job-search", "supportive": "support",
    "supportive_service": "support", "career_service": "career", "individualized_career": "career",
    "basic_career": "career", "counseling": "career", "coaching": "career",
}  # fmt: skip
"""Ways to write the types of services that mean the same (`plain` is applied first)."""

STATUSES = ("done", "open", "planned", "cancelled")
STATUS_SYNONYMS = {
    **dict.fromkeys((
        "complete", "completed", "completed_successfully", "successful", "successful_completion", "unsuccessful",
        "unsuccessful_completion", "finished", "closed", "system_closed", "ended", "end", "attended", "delivered",
        "provided", "received", "rendered", "fulfilled", "dropped", "dropped_out", "withdrew", "withdrawn", "terminated",
        "exited", "discontinued", "did_not_complete", "not_completed", "partially_completed", "c",
    ), "done"),
    **dict.fromkeys((
        "in_progress", "active", "ongoing", "current", "started", "enrolled", "attending", "underway", "under_way",
        "continuing", "in_process", "o",
    ), "open"),
    **dict.fromkeys((
        "scheduled", "not_started", "pending", "requested", "registered", "future", "upcoming", "approved", "waitlisted",
        "waiting_list", "referred", "p",
    ), "planned"),
    **dict.fromkeys((
        "canceled", "no_show", "noshow", "did_not_attend", "did_not_start", "never_started", "never_attended", "void",
        "voided", "deleted", "rejected", "denied", "declined", "refused", "entered_in_error", "error", "x",
    ), "cancelled"),
}  # fmt: skip
"""How case systems write the state of a service; one that began and was left early did take place."""

COMPLETIONS = ("yes", "no")
COMPLETION_SYNONYMS = {
    **dict.fromkeys((
        "y", "true", "1", "complete", "completed", "successful", "successful_completion", "completed_successfully",
        "passed", "graduated", "finished",
    ), "yes"),
    **dict.fromkeys((
        "n", "false", "0", "withdrew", "withdrawn", "dropped", "dropped_out", "did_not_complete", "not_completed",
        "incomplete", "unsuccessful", "unsuccessful_completion", "failed", "terminated", "no_show",
    ), "no"),
}  # fmt: skip
"""Ways to say whether a training was completed."""

EVIDENCE_SYNONYMS = {
    "postsecondary_credential": "postsecondary-credential", "postsecondary": "postsecondary-credential",
    "credential": "postsecondary-credential", "license": "postsecondary-credential",
    "certificate": "postsecondary-credential", "certification": "postsecondary-credential", "degree": "postsecondary-credential",
    "secondary_diploma": "secondary-diploma", "secondary": "secondary-diploma", "diploma": "secondary-diploma",
    "high_school_diploma": "secondary-diploma", "hse": "secondary-diploma", "ged": "secondary-diploma",
    "skill_gain": "skill-gain", "msg": "skill-gain", "measurable_skill_gain": "skill-gain",
    "enrolled": "education", "supplemental": "employment", "supplemental_employment": "employment",
}  # fmt: skip

PROOF_SYNONYMS = {
    "tax": "tax-document", "tax_form": "tax-document", "form_941": "tax-document", "941": "tax-document",
    "w_2": "tax-document", "w2": "tax-document", "1099": "tax-document", "tax_return": "tax-document",
    "pay_stub": "pay-stubs", "paystub": "pay-stubs", "paystubs": "pay-stubs", "payroll": "pay-stubs",
    "payroll_record": "pay-stubs", "letter": "employer-letter", "employer": "employer-letter",
    "employer_verification": "employer-letter", "survey": "follow-up-survey", "follow_up": "follow-up-survey",
    "followup_survey": "follow-up-survey", "participant_survey": "follow-up-survey",
    "self_employment": "self-employment-record", "self_employed": "self-employment-record",
    "self_employment_worksheet": "self-employment-record", "commission": "commission-record",
    "case_note": "case-notes", "administrative_match": "database-match", "administrative_record": "database-match",
    "unknown": "type-not-given", "other": "type-not-given",
}  # fmt: skip
"""Ways to write the types of supplemental evidence of work (TEGL 26-16)."""
