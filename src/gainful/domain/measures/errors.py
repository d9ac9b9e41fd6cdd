"""What can go wrong when something is measured, in words a person can act on."""

from __future__ import annotations

from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError

__all__ = ["MeasureError", "NotAllowedError"]


class MeasureError(JobOrderError):
    """Something that cannot be done or stored: `message` says what, `hint` what to do, `field` where."""
