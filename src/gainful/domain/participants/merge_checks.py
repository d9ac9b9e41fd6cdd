"""What later stages ask before two records are put together: each says in words why not, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from gainful.domain.participants.models import Participant

MergeCheck = Callable[[Participant, Participant], str]
"""Asked as the system, of the record that is kept and the other one."""
_CHECKS: list[MergeCheck] = []


def register_merge_check(check: MergeCheck) -> None:
    """Have a check asked before each merge."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def reasons_against(kept: Participant, given_up: Participant) -> list[str]:
    """Return in words why the two cannot be one person."""
    return [words for check in _CHECKS if (words := check(kept, given_up))]
