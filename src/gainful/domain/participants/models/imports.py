"""A spreadsheet import: the batch and a row per line, so that what failed can be corrected and tried again."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization


class ImportStatus(models.TextChoices):
    """How far an import is."""

    MAPPING = "mapping", _("Columns to check")
    PREVIEW = "preview", _("Rows to look at")
    QUEUED = "queued", _("Waiting its turn")
    RUNNING = "running", _("Under way")
    STOPPING = "stopping", _("Being stopped")
    STOPPED = "stopped", _("Stopped, nothing saved")
    DONE = "done", _("Saved")
    FAILED = "failed", _("Failed, nothing saved")


BUSY = (ImportStatus.QUEUED, ImportStatus.RUNNING, ImportStatus.STOPPING)
"""An import that waits for its turn or has it."""


class ImportTask(models.TextChoices):
    """What is done with a long file in the background."""

    LOOK = "look", _("Reading the rows")
    SAVE = "save", _("Saving the rows")


class RowStatus(models.TextChoices):
    """What became of one line."""

    READY = "ready", _("Ready")
    ERROR = "error", _("Needs correction")
    DUPLICATE = "duplicate", _("Looks like a duplicate")
    SAVED = "saved", _("Saved")


@pghistory.track(exclude=["data", "rows_done"])
class ImportBatch(models.Model):
    """One uploaded file of people or courses; while it is busy, its place in the queue of the background work."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="import_batches")
    kind = models.CharField(_("what"), max_length=20)
    filename = models.CharField(_("file name"), max_length=255)
    data = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    status = models.CharField(_("status"), max_length=20, choices=ImportStatus, default=ImportStatus.MAPPING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_ready = models.PositiveIntegerField(default=0)
    rows_error = models.PositiveIntegerField(default=0)
    rows_duplicate = models.PositiveIntegerField(default=0)
    rows_saved = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    task = models.CharField(max_length=10, choices=ImportTask, blank=True)
    problem = models.TextField(blank=True)
    """Why it failed, for the person who asked."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often the task was begun: a file that ends its worker each time is left alone."""
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Who asked for the task: the background work acts as this person, with this person's rights."""
    queued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["status", "queued_at"], name="participants_import_queue")]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_busy(self) -> bool:
        """Whether it waits for the background work or is in it."""
        return self.status in BUSY


class ImportRow(models.Model):
    """One line of the file: its cells as they came, what is wrong with them, what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=RowStatus)
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["line", "id"]
        indexes = [models.Index(fields=["batch", "status", "line"], name="participants_row_by_status")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.status}"
