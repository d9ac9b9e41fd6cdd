"""Which reference releases this installation holds; job orders pin the one they used."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.db import models
from django.utils import timezone


@pghistory.track()
class ReferenceRelease(models.Model):
    """A loaded release of an occupation or skill taxonomy; the figures live in files, this row names them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.CharField(max_length=40, unique=True)
    manifest = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-loaded_at", "version"]

    def __str__(self) -> str:
        return self.version
