"""Where an agency's wage records lie in the data folder, the links of its people to them, and the key of both."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from gainful.domain.organizations.models import Organization
from gainful.exchange.data_folder import data_dir
from gainful.exchange.wage_records.keys import LOOKED_FOR


def wage_folder(organization: Organization) -> Path:
    """Return where an agency's wage records lie in the data folder."""
    return folder_of(organization.pk)


def folder_of(organization: UUID) -> Path:
    """Return the same by id, of an organization that may be gone."""
    return data_dir() / "wages" / str(organization)


def links_folder(organization: Organization) -> Path:
    """Return where the links of its people to wage records lie, as the linkage made them: without decisions."""
    return wage_folder(organization) / "links"


def wage_key() -> Path:
    """Return where the key of wage records lies: where the operator says, else in the data folder, never in a store."""
    return Path(os.environ.get(LOOKED_FOR) or data_dir() / "wage-records.key")


def has_store(organization: Organization) -> bool:
    """Whether a file of wage records was brought in."""
    return (wage_folder(organization) / "store.json").exists()
