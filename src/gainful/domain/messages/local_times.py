"""Times as people say them: a day and a clock in a zone, with the two hours that clocks skip or repeat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.messages.errors import MessageError

ONCE, FIRST, SECOND = "", "first", "second"


def instant(
    day: date, clock: time, zone: str, *, which: str = ONCE, refuse: Callable[..., Exception] = MessageError
) -> datetime:
    """Return the moment (UTC) at which the clock in a zone shows this time on a day.

    In the night in which clocks go forward an hour does not exist: the error names what does. In the night in which
    they go back an hour comes twice: the error asks which, `first` or `second`. `refuse` is the kind of error of
    whoever asks.
    """
    if zone not in available_timezones():
        raise refuse(_("There is no time zone %s.") % zone, field="zone")
    local = datetime.combine(day, clock.replace(second=0, microsecond=0), tzinfo=ZoneInfo(zone))
    try:
        first, second = local.replace(fold=0).astimezone(UTC), local.replace(fold=1).astimezone(UTC)
        shown = first.astimezone(ZoneInfo(zone))
    except OverflowError:  # the first and the last day that there are
        raise refuse(_("Look at the year: there is no such day."), field="day") from None
    if (shown.hour, shown.minute) != (clock.hour, clock.minute):
        raise refuse(
            _("In that night the clocks go forward: there is no %(time)s.") % {"time": f"{clock:%H:%M}"},
            hint=_("Choose a time before or after the hour that is left out."), field="starts",
        )  # fmt: skip
    if first == second:
        return first
    if which not in {FIRST, SECOND}:
        raise refuse(
            _("In that night the clocks go back: %(time)s comes twice.") % {"time": f"{clock:%H:%M}"},
            hint=_("Say whether you mean the first or the second."), field="which",
        )  # fmt: skip
    return first if which == FIRST else second


def length_words(minutes: int) -> str:
    """Return so many minutes as people say them: hours from the first full one on."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if rest or not hours:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(parts)


def local_words(moment: datetime, zone: str) -> str:
    """Return a moment as a person in the zone says it, with the zone's name: clocks change, moments do not."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'l')}, {date_format(local)}, {date_format(local, 'TIME_FORMAT')} ({local.tzname()})"
