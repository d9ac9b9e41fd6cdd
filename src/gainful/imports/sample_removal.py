"""Removes sample data whole: its rows and history, then what lies of it in files of the data folder."""

from __future__ import annotations

import shutil
from collections.abc import Collection

from django.conf import settings

from gainful.domain.messages.models import Message
from gainful.domain.operations.samples import Removal, remove
from gainful.domain.organizations.models import Organization
from gainful.domain.participants import pool_store
from gainful.exchange.data_folder import data_dir
from gainful.exchange.senders.to_folder import FolderSender
from gainful.imports.wage_places import folder_of


def remove_samples(asked_by: str, also: Collection[str] = ()) -> Removal:
    """Remove every sample; HeldError, and nothing removed, where something real hangs on one."""
    removal = remove(asked_by, also)
    organizations = removal.samples.ids(Organization)
    for organization in organizations:
        shutil.rmtree(folder_of(organization), ignore_errors=True)
    pool_store.remove(organizations)
    letters = map(str, removal.samples.ids(Message))
    FolderSender(data_dir() / "outbox").forget(letters, removal.addresses)
    notes = settings.SAMPLE_PROGRESS_FILE
    for note in notes.parent.glob("sample-*"):  # how far the filling was
        note.unlink()
    return removal
