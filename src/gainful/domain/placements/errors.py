"""What can go wrong with a placement, in words a person can act on: the same two kinds as with a job order."""

from __future__ import annotations

from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError

__all__ = ["NotAllowedError", "PlacementError"]


class PlacementError(JobOrderError):
    """Something that cannot be done or stored: `message` says what, `hint` what to do, `field` where."""
