"""Words of the files: which services keep a case open, which are education or training, what evidence is."""

from __future__ import annotations

NOT_EXTENDING = ("self-service", "information-only", "follow-up")
"""20 CFR 677.150(a)(3) and (c)(1): these neither make a participant nor put off an exit."""

ON_THE_JOB = ("ojt", "customized")
"""20 CFR 677.155(a)(1)(iv)(A): alone, these leave the credential indicator."""

EDUCATION_OR_TRAINING = ("training", "occupational", "postsecondary", "secondary", "apprenticeship")
"""Education or training that can lead to a credential."""

OTHER_SERVICES = ("career", "support", "assessment", "case-management", "job-search", "other")
"""Services that keep a case open and are no training."""

SERVICE_TYPES = (*NOT_EXTENDING, *ON_THE_JOB, *EDUCATION_OR_TRAINING, *OTHER_SERVICES)

EVIDENCE = ("postsecondary-credential", "secondary-diploma", "skill-gain", "education", "employment")
"""Typed evidence with a date; `employment` is supplemental, with an amount where it is known."""

GAP_DAYS = 90
"""20 CFR 677.150(c)(1): days without a service before an exit can be told."""
