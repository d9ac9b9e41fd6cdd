"""Claims about results in a sentence: read, recompute, say what to ask before believing them."""

from gainful.engine.claims.check import check_claim
from gainful.engine.claims.model import Arithmetic, Claim, ClaimCheck, Kind, UnreadableClaim
from gainful.engine.claims.reading import read_claim

__all__ = ["Arithmetic", "Claim", "ClaimCheck", "Kind", "UnreadableClaim", "check_claim", "read_claim"]
