"""What runs beside the pages: the worker's queues, backups and drills, the look, what is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import Message
from gainful.domain.messages.models import State as MessageState
from gainful.domain.operations import journal
from gainful.domain.operations.health.model import Finding, State, rows
from gainful.domain.operations.sample_links import marked
from gainful.domain.participants.models import BUSY, ImportBatch

LATE = timedelta(minutes=15)
BACKUP_EVERY = timedelta(days=2)
DRILL_EVERY = timedelta(days=40)
LOOK_OF_PAGES = "vendor/css/uswds.min.css"
REAL = "SELECT EXISTS (SELECT FROM accounts_user WHERE NOT is_sample)"
"""An installation in which nobody real can sign in is a demo."""
LEFT_DATABASES = """
SELECT datname, pg_size_pretty(pg_database_size(datname)) FROM pg_database
WHERE datname ~ ('^' || current_database() || '_(before|incoming|drill)')"""


def _due(before: datetime) -> dict[str, tuple[int, datetime | None]]:
    with acting_as_system("doctor"):
        messages = Message.objects.filter(state=MessageState.WAITING, not_before__lt=before).order_by()
        imports = ImportBatch.objects.filter(status__in=BUSY, queued_at__lt=before).order_by()
        told = messages.aggregate(n=Count("pk"), since=Min("not_before"))
        read = imports.aggregate(n=Count("pk"), since=Min("queued_at"))
    return {"messages": (told["n"], told["since"]), "imports": (read["n"], read["since"])}


def waiting() -> dict[str, int]:
    """Return how much is due in each queue now."""
    return {name: count for name, (count, _since) in _due(datetime.now(UTC)).items()}


def late() -> list[tuple[str, int, datetime | None]]:
    """Return what has waited for longer than any worker should let it: queue, how much, since when."""
    names = {"messages": _("Messages"), "imports": _("Imports")}
    return [(names[name], *found) for name, found in _due(datetime.now(UTC) - LATE).items()]


def _queues() -> Iterator[Finding]:
    """Worker: nothing has waited for long."""
    waits = late()
    for name, count, since in waits:
        if count:
            told = ngettext(
                "%(n)d has waited since %(since)s. Does `gainful serve` or `gainful worker` run?",
                "%(n)d have waited since %(since)s. Does `gainful serve` or `gainful worker` run?",
                count,
            ) % {"n": count, "since": f"{since:%Y-%m-%d %H:%M %Z}"}
            yield Finding(name, State.LOOK, told)
    if not any(count for _name, count, _since in waits):
        yield Finding(_("Worker"), State.GOOD, _("nothing has waited for long"))


def _backups() -> Iterator[Finding]:
    """Backup: a young one, proven by a drill."""
    if settings.DEMO:
        return
    for kinds, name, longest, command in (
        (("backup", "base"), _("Backup"), BACKUP_EVERY, "gainful backup FOLDER"),
        (("drill",), _("Restore drill"), DRILL_EVERY, "gainful drill FILE"),
    ):
        known = [last for what in kinds if (last := journal.newest(Path(settings.DATA_FOLDER), what))]
        last = max(known, key=lambda one: one["at"], default=None)
        if last is None:
            yield Finding(name, State.LOOK, _("none is known here. Run: %s") % command)
            continue
        young = datetime.now(UTC) - last["at"] <= longest
        told = f"{last['at']:%Y-%m-%d %H:%M %Z}  {last.get('said', '')}".strip()
        state = State.BAD if last.get("failed") else State.GOOD if young else State.LOOK
        yield Finding(name, state, told if young else _("the last is of %s. Run: ") % told + command)


def _archive() -> Iterator[Finding]:
    """Continuous archive: what was written five minutes ago is elsewhere."""
    if settings.DEMO or not str(connection.settings_dict["HOST"]).startswith("/"):
        return  # an agency's own server is archived by its own tools
    name = _("Continuous archive")
    if not settings.RECOVERY_TO:
        told = _(
            "off: a broken disk loses everything since the last backup. Set GAINFUL_RECOVERY_TO (server guide)."
        )
        yield Finding(name, State.LOOK, told)
        return
    found = journal.archive_state(Path(settings.DATA_FOLDER))
    reached = found.get("reached")
    said = _("reaches to %s") % f"{reached:%Y-%m-%d %H:%M:%S %Z}" if reached else _("nothing is archived yet")
    if found.get("error"):
        yield Finding(name, State.BAD, f"{said}. {found['error']}")
    elif reached is None or datetime.now(UTC) - reached > journal.LONGEST_LAG:
        yield Finding(name, State.BAD, _("%s. Does `gainful serve` or `gainful worker` run?") % said)
    else:
        yield Finding(name, State.GOOD, said)


def _night() -> Iterator[Finding]:
    """Work of the night: what is left behind was removed, and everything held together."""
    if settings.DEMO:
        return
    last = journal.newest(Path(settings.DATA_FOLDER), "night")
    name = _("Work of the night")
    if last is None:
        yield Finding(
            name, State.LOOK, _("not done yet: `gainful serve` or `gainful worker` does it each night")
        )
        return
    when = f"{last['at']:%Y-%m-%d %H:%M %Z}"
    if last.get("failed"):
        told = _("%(when)s, this does not hold together: %(said)s") % {
            "when": when,
            "said": last.get("said", ""),
        }
        yield Finding(name, State.BAD, told)
    elif datetime.now(UTC) - last["at"] > BACKUP_EVERY:
        yield Finding(name, State.LOOK, _("the last is of %s: does a worker run?") % when)
    else:
        yield Finding(name, State.GOOD, _("%s, everything holds together") % when)


def _look() -> Iterator[Finding]:
    """Look of the pages: style sheets and scripts are installed."""
    there = finders.find(LOOK_OF_PAGES) or (Path(settings.STATIC_ROOT) / LOOK_OF_PAGES).is_file()
    told = (
        _("installed")
        if there
        else _("style sheets are missing: install the wheel, or run `make setup` in a clone")
    )
    yield Finding(_("Look of the pages"), State.GOOD if there else State.BAD, told)


def left_samples() -> dict[str, int]:
    """Return how many made-up rows there are, by what they are."""
    counts = {
        str(model._meta.verbose_name_plural): model._default_manager.filter(is_sample=True).count()  # noqa: SLF001
        for model in sorted(marked(), key=lambda each: each._meta.label)  # noqa: SLF001
    }
    return {name: count for name, count in counts.items() if count}


def _left_behind() -> Iterator[Finding]:
    """Left behind: sample data among real records, databases of former restores."""
    with acting_as_system("doctor"):
        ((is_real,),) = rows(REAL)
        samples = left_samples() if is_real and not settings.DEMO else {}
    if samples:
        told = _("%s among real records: anybody knows the sample accounts. See `gainful remove-samples`.")
        counted = ", ".join(f"{name} {count:,}" for name, count in samples.items())
        yield Finding(_("Sample data"), State.BAD, told % counted)
    if str(connection.settings_dict["HOST"]).startswith("/"):
        for name, size in rows(LEFT_DATABASES):
            told = _(
                "%(size)s, of a former restore: erasures do not reach it. Drop it: DROP DATABASE %(name)s;"
            ) % {
                "size": size,
                "name": name,
            }
            yield Finding(name, State.LOOK, told)


LOOKS = (_queues, _backups, _archive, _night, _look, _left_behind)
