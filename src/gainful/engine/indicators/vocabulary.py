"""Words of the files: which services keep a case open, which are education or training, what evidence is."""

from __future__ import annotations

NOT_EXTENDING = ("self-service", "information-only", "follow-up", "support")
"""These neither make a participant nor put off an exit.

The first three by 20 CFR 677.150(a)(3) and (c)(1); supportive services by the joint guidance of 11 June 2024
(RSA-TAC-17-01, also issued as TEGL 10-16), footnotes 13 and 20.
"""

ON_THE_JOB = ("ojt", "customized")
"""20 CFR 677.155(a)(1)(iv)(A): alone, these leave the credential indicator."""

EDUCATION_OR_TRAINING = ("training", "occupational", "postsecondary", "secondary", "apprenticeship")
"""Education or training that can lead to a credential."""

OTHER_SERVICES = ("career", "assessment", "case-management", "job-search", "other")
"""Services that keep a case open and are no training."""

SERVICE_TYPES = (*NOT_EXTENDING, *ON_THE_JOB, *EDUCATION_OR_TRAINING, *OTHER_SERVICES)

EVIDENCE = ("postsecondary-credential", "secondary-diploma", "skill-gain", "education", "employment")
"""Typed evidence with a date; `employment` is supplemental, with an amount where it is known."""

UNSTATED = "type-not-given"
PROOFS = (
    "tax-document", "pay-stubs", "employer-letter", "database-match", "case-notes", "self-employment-record",
    "commission-record", "follow-up-survey", UNSTATED,
)  # fmt: skip
"""Types of supplemental evidence of work, the first that there is being told of a person (the order is ours).

TEGL 26-16 (1 June 2017; also RSA-TAC-17-04): where a wage record match is not possible, States may use tax documents,
at least two pay stubs, a signed letter of the employer, a follow-up survey, commission and self-employment records,
case notes that the employer verified, and matches of administrative records.
"""

GAP_DAYS = 90
"""20 CFR 677.150(c)(1): days without a service before an exit can be told."""

PROGRAMS = {
    "youth": ("youth", "title i youth", "wioa youth", "wioa title i youth"),
    "wagner-peyser": (
        "wagner-peyser", "wagner peyser", "wagner-peyser employment service", "wp", "employment service", "title iii",
        "wioa title iii",
    ),
    "vr": ("vr", "vocational rehabilitation", "title iv", "title iv vr"),
}  # fmt: skip
"""Ways to write the programs that have rules of their own."""
