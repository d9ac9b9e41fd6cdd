"""The profile that a posting requires, with evidence for every line."""

from gainful.engine.profiles.required.model import RequiredProfile
from gainful.engine.profiles.required.profile import required_profile

__all__ = ["RequiredProfile", "required_profile"]
