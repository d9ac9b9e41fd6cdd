"""What can go wrong with a cohort or an application, in words a person can act on."""

from __future__ import annotations

from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError

__all__ = ["CohortError", "NotAllowedError"]


class CohortError(JobOrderError):
    """Something about a cohort that cannot be done as given: `message` says what, `hint` what to do, `field` where."""
