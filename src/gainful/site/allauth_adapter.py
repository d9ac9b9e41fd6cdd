"""Accounts are made by invitation, by first run or by an agency's single sign-on, never by strangers."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import VISITOR_ROLE, acting_in, set_actor
from gainful.domain.accounts.addresses import address_is_free, looks_like_another, take_over
from gainful.domain.accounts.models import User
from gainful.domain.organizations.actions import end_tokens_of, join_by_single_sign_on
from gainful.domain.organizations.errors import InvitationClosed, MemberError
from gainful.www.guest.entry_pages import JOINING

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Closes open sign-up; a new password ends every other way in that the old one had opened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the base class's signature
        """Return False: an account begins with an invitation."""
        return False

    def clean_email(self, email: str) -> str:
        """Refuse an address that others could be taken for."""
        cleaned: str = super().clean_email(email)
        if looks_like_another(cleaned):
            raise ValidationError(_("“%s” is not an email address.") % cleaned)
        return cleaned

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask for the password or second step again before a new way in is added: the desk may be somebody else's now.

        An account that the agency's server alone opens has nothing to show here.
        """
        if app == "allauth.mfa":
            return bool(super().is_reauthentication_required(app=app))
        return bool(self.get_reauthentication_methods(self.request.user))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer 429 where an account, or an address of the network, has had too many failed sign-ins."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            answer = render(request, "locked_out.html", status=429)
            raise ImmediateHttpResponse(answer) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; where the mail server is down say so on the page, alike for every address."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's errors are among them
            log.error("the mail server took no message: %s", error)
            said = _("Mail cannot be sent just now. Try again later, or ask whoever runs Gainful here.")
            messages.error(self.request, said)

    def set_password(self, user: User, password: str) -> None:
        """Set it, end the person's API tokens and say so; sessions elsewhere end by themselves, being bound to it."""
        is_forgotten = not self.request.user.is_authenticated
        with acting_in("mailed_key") if is_forgotten else nullcontext():
            super().set_password(user, password)
            if is_forgotten:
                take_over(user)
        ended = end_tokens_of(user, "new password")
        said = [_("You are signed out everywhere else.")]
        if ended:
            said.append(
                ngettext(
                    "%d API token has ended: make a new one for the program that used it.",
                    "%d API tokens have ended: make new ones for the programs that used them.",
                    ended,
                )
                % ended
            )
        messages.info(self.request, " ".join(said))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Mark an address as confirmed, once its mailed key has been shown by whoever is signed in to its account.

        False where they are not, or another account has the address. A letter's reader alone says nothing of who can
        sign in: whoever was shown an invitation may have taken it up with a password of their own.
        """
        if request.user.pk != email_address.user_id:
            return False
        with acting_in("mailed_key"):
            if not address_is_free(email_address.email, email_address.user_id):
                words = _(
                    "Another account has the address %s. Sign in to that one, or ask whoever runs Gainful here."
                )
                messages.error(request, words % email_address.email)
                return False
            return bool(super().confirm_email(request, email_address))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Opens to the visitor the one account that the agency's server has named, before allauth looks for it."""

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> User:
        """Return an unsaved user, as allauth asks for one with every answer of the server."""
        if not request.user.is_authenticated:
            account = sociallogin.account
            set_actor(None, None, VISITOR_ROLE, subject=f"single sign-on:{account.provider}:{account.uid}")
        return super().new_user(request, sociallogin)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let whoever opened an invitation in this session join; its secret serves once, used or not."""
        secret = request.session.pop(JOINING, "")
        if not secret or sociallogin.is_existing or request.user.is_authenticated:
            return
        account = sociallogin.account
        name = str(account.extra_data.get("userinfo", account.extra_data).get("name") or "")
        try:
            membership = join_by_single_sign_on(
                secret, provider=account.provider, uid=account.uid, name=name, language=get_language() or "en"
            )
        except InvitationClosed:
            answer = render(request, "guest/link_closed.html", status=410)
            raise ImmediateHttpResponse(answer) from None
        except MemberError as error:
            messages.error(request, f"{error.message} {error.hint}".strip())
            raise ImmediateHttpResponse(redirect("account_login")) from None
        sociallogin.lookup()
        request.session["membership"] = str(membership.pk)
