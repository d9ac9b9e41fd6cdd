"""What can go wrong with a workforce, in words a person can act on."""

from __future__ import annotations

from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError

__all__ = ["NotAllowedError", "WorkforceError"]


class WorkforceError(JobOrderError):
    """Something that cannot be done or stored: `message` says what, `hint` what to do, `field` where."""
