"""How far the background work on a long file is: a page that renews itself, with a script or without."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.models import ImportBatch, ImportStatus, ImportTask

STEP = 10
"""Percent between two words to somebody who hears the page."""
SURE_AFTER_S = 5


def progress_page(request: ActorRequest, batch: ImportBatch, urls: dict[str, str]) -> HttpResponse:
    """Show how far it is; to the page's own question answer with that part alone."""
    total = batch.rows_total if batch.task == ImportTask.SAVE else int(batch.options.get("about", 0))
    share = min(99, 100 * batch.rows_done // total) if total else None
    step = "" if share is None else str(share // STEP * STEP)
    asked = getattr(request, "htmx", None)
    context = {
        "batch": batch,
        "urls": urls,
        "saving": batch.task == ImportTask.SAVE,
        "share": share,
        "step": step,
        "sentence": _sentence(batch, total),
        "left": _left(batch, total),
        "tell": not asked or request.GET.get("told") != step,
        "can_stop": batch.status != ImportStatus.STOPPING,
    }
    template = "imports/progress_part.html" if asked else "imports/progress.html"
    return render(request, template, context)


def refreshed() -> HttpResponse:
    """Tell the page that asks how far it is that it is over, and to load anew."""
    return HttpResponseClientRefresh()


def _sentence(batch: ImportBatch, total: int) -> str:
    """Say where it stands, in plain words."""
    if batch.status == ImportStatus.STOPPING:
        return _("Stopping. Nothing will be saved.")
    if batch.status == ImportStatus.QUEUED:
        before = queries.ahead_of(batch)
        if before:
            words = ngettext("%(n)s other file goes first.", "%(n)s other files go first.", before)
            return words % {"n": f"{before:,}"}
        return _("Waiting to start.")
    if batch.task == ImportTask.LOOK:
        about = _("%(done)s of about %(total)s rows read.")
        words = about if total else _("%(done)s rows read.")
    else:
        words = _("%(done)s of %(total)s rows done.")
    return words % {"done": f"{batch.rows_done:,}", "total": f"{total:,}"}


def _left(batch: ImportBatch, total: int) -> str:
    """Say how long it will still take, once that can be told; a guess from the pace so far."""
    if batch.status != ImportStatus.RUNNING or not batch.rows_done or not total or batch.started_at is None:
        return ""
    passed = (timezone.now() - batch.started_at).total_seconds()
    if passed < SURE_AFTER_S:
        return ""
    minutes = passed * max(0, total - batch.rows_done) / batch.rows_done / 60
    if minutes < 1:
        return _("Less than a minute left.")
    whole = round(minutes)
    return ngettext("About %(n)s minute left.", "About %(n)s minutes left.", whole) % {"n": whole}
