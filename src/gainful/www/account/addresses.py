"""The addresses of one's account: the account takes one only after its owner has opened the letter sent there."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.views import ConfirmEmailView, EmailView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_in
from gainful.domain.accounts.addresses import address_is_free, confirmed_address
from gainful.domain.accounts.models import User


class AddressesView(EmailView):
    """The library's page; it would let an account whose first address was never confirmed take any other."""

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Take a confirmed address; say what to do with another."""
        address = self._get_email_address(request)
        if address is not None and not address.verified:
            messages.error(
                request,
                _("Open the letter that we sent to %s first: it confirms the address.") % address.email,
            )
            return None
        if address is not None:
            with acting_in("mailed_key"):  # it was confirmed, so its owner has opened the letter
                if not address_is_free(address.email, address.user_id):
                    messages.error(request, _("Another account has the address %s.") % address.email)
                    return None
        return super()._action_primary(request, *args, **kwargs)


class ConfirmView(ConfirmEmailView):
    """The library's page for whoever is signed in to the account: it would take a yes from whoever reads the mail.

    An account that somebody else made under a person's address, with the invitation and a password of their own, would
    count as that person's once they answer truly that the address is theirs.
    """

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whether the address is theirs, or to sign in first."""
        return super().get(*args, **kwargs) if self._is_signed_in else self._sign_in_first()

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the yes."""
        return super().post(*args, **kwargs) if self._is_signed_in else self._sign_in_first()

    @property
    def _is_signed_in(self) -> bool:
        return bool(self.request.user.is_authenticated)

    def _sign_in_first(self) -> HttpResponse:
        return self.render_to_response({"sign_in_first": True})


class ForgottenPasswordForm(ResetPasswordForm):
    """The library's form; the letter goes to the account's own address until its owner has opened one."""

    def clean_email(self) -> str:
        """Leave out accounts that only added the address typed."""
        typed: str = super().clean_email()
        self.users: list[User] = [
            user for user in self.users if confirmed_address(user) or user.email.lower() == typed.lower()
        ]
        return typed


addresses = AddressesView.as_view()
confirm = ConfirmView.as_view()
