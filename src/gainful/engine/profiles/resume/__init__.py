"""What a résumé says a person holds, with spans, for the person to confirm."""

from gainful.engine.profiles.resume.model import (
    DateRange,
    HeldCredential,
    HeldProfile,
    ResumeJob,
    ResumeSchooling,
)
from gainful.engine.profiles.resume.profile import resume_profile

__all__ = ["DateRange", "HeldCredential", "HeldProfile", "ResumeJob", "ResumeSchooling", "resume_profile"]
