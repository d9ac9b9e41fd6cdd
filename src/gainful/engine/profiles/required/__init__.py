"""The profile that a posting requires, with evidence for every line."""

from gainful.engine.profiles.required.model import OccupationMatch, RequiredProfile
from gainful.engine.profiles.required.profile import required_profile

__all__ = ["OccupationMatch", "RequiredProfile", "required_profile"]
