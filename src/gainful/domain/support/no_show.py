"""What counts as not coming: the version of an agency's rule in force on a day, and what it says of one appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.organizations.models import Organization
from gainful.domain.support.models import NoShowRule


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule by its version; 0 is the one that Gainful comes with (assumption: 15 minutes, a day's notice)."""

    number: int
    late_minutes: int
    notice_hours: int

    @property
    def words(self) -> str:
        """The rule as a person reads it."""
        told = _(
            "whoever comes up to %(late)s minutes late has come; whoever cancels at least %(notice)s hours before has"
            " cancelled in time."
        ) % {"late": self.late_minutes, "notice": self.notice_hours}
        which = (
            _("Version %(n)s") % {"n": self.number}
            if self.number
            else _("The usual rule, as yours is not set")
        )
        return f"{which}: {told}"

    def is_late_cancel(self, starts_at: datetime, said_at: datetime) -> bool:
        """Whether somebody cancelled later than the rule allows; exactly at the limit is in time."""
        return starts_at - said_at < timedelta(hours=self.notice_hours)


BUILT_IN = Judged(0, 15, 24)


def rule_on(organization: Organization, day: date) -> Judged:
    """Return the rule in force on a day: the newest version that had begun."""
    return _judged(NoShowRule.objects.filter(organization=organization, valid_from__lte=day))


def rule_at(organization: Organization, moment: datetime) -> Judged:
    """Return the rule that judges an appointment of this moment: one that was made later that day does not."""
    began = NoShowRule.objects.filter(organization=organization, valid_from__lte=timezone.localdate(moment))
    return _judged(began.filter(created_at__lte=moment))


def _judged(rules: QuerySet[NoShowRule]) -> Judged:
    row = rules.order_by("-valid_from", "-number").first()
    return BUILT_IN if row is None else Judged(row.number, row.late_minutes, row.notice_hours)
