"""An employer's hires against its pool: of the people who were introduced to it, how far they came, job by job."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gainful.domain.accounts.actor import Actor
from gainful.domain.placements.models import Interview, Introduction, JobChange
from gainful.domain.placements.states import LIVE, ChangeKind, IntroductionStatus


@dataclass(slots=True)
class OwnPool:
    """One job: who was introduced, met, refused, hired; of the hires, who left as the employer itself told."""

    title: str
    introduced: int = 0
    met: int = 0
    refused: int = 0
    open: int = 0
    hired: int = 0
    left: int = 0

    @property
    def share(self) -> float | None:
        """Hired of those about whom it is decided; None before anything is."""
        decided = self.introduced - self.open
        return self.hired / decided if decided else None


def own_pool(actor: Actor) -> list[OwnPool]:
    """Return the jobs of the acting employer, the most introductions first; the database shows it no other's.

    Who stepped back, and who never agreed, is not shown to an employer and stands in no count.
    """
    rows = Introduction.objects.filter(employer=actor.organization).order_by("id")
    held = Interview.objects.filter(introduction__employer=actor.organization).exclude(status="cancelled")
    met = set(held.order_by().values_list("introduction_id", flat=True))
    left = _left(actor)
    found: dict[str, OwnPool] = {}
    for pk, status, job in rows.values_list("pk", "status", "job"):
        title = str((job or {}).get("title") or "–")
        one = found.setdefault(title, OwnPool(title))
        one.introduced += 1
        one.met += pk in met
        one.refused += status == IntroductionStatus.REFUSED
        one.open += status in LIVE
        one.hired += status == IntroductionStatus.HIRED
        one.left += pk in left
    return sorted(found.values(), key=lambda one: (-one.introduced, one.title))


def _left(actor: Actor) -> set[UUID | None]:
    ends = JobChange.objects.filter(
        kind=ChangeKind.SEPARATION, taken_back_at=None, placement__introduction__employer=actor.organization
    )
    return set(ends.order_by().values_list("placement__introduction_id", flat=True))
