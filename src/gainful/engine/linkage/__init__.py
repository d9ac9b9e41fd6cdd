"""Records that may be of one person: how fields are compared, what stands for unknown, who stands twice in a list."""

from gainful.engine.linkage.duplicates import Likely, Written, likely_duplicates
from gainful.engine.linkage.levels import Compared, Level, Part, comparison_settings

__all__ = ["Compared", "Level", "Likely", "Part", "Written", "comparison_settings", "likely_duplicates"]
