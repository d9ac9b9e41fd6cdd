"""The addresses of one's account: the account takes one only after its owner has opened the letter sent there."""

from __future__ import annotations

from typing import Any

from allauth.account.views import EmailView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_in
from gainful.domain.accounts.addresses import address_is_free


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


addresses = AddressesView.as_view()
