"""The system signs in to PostgreSQL as a user of its own; without one it says what to set."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from gainful.domain.accounts.system_connection import _connect


def test_without_a_user_of_its_own_the_system_says_what_to_set(settings):
    settings.SYSTEM_DATABASE = {}
    with pytest.raises(ImproperlyConfigured, match="Set DATABASE_SYSTEM_URL"):
        _connect(connection)
