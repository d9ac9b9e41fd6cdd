"""Code that needs a person refuses where nobody is signed in, instead of failing on None."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User


def test_the_user_who_acts_is_returned():
    user = User(email="pat@example.org")
    assert Actor(user).signed_in_user is user


@pytest.mark.parametrize("role", ["", "link", "system"])
def test_nobody_signed_in_is_refused(role):
    with pytest.raises(PermissionDenied):
        _ = Actor(None, None, role).signed_in_user
