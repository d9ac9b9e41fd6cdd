"""Which language a page is in: the person's choice, else their browser's; pages of staff are English."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from gainful.domain.accounts.requests import ActorRequest

Handler = Callable[[HttpRequest], HttpResponse]
STAFF_LANGUAGE = "en"


class LanguageMiddleware:
    """Follow the account's language where nobody chose one in this browser; keep staff's pages in English."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on: the view decides, and it is known in `process_view` only."""
        return self.get_response(request)

    def process_view(self, request: ActorRequest, *_view: object) -> None:
        """Activate the language before the view runs."""
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language


def language_of(request: ActorRequest) -> str:
    """Return the language of the page that is asked for."""
    found = request.resolver_match
    role = request.actor.role
    spoken = bool(found and settings.SPOKEN_ROOMS & set(found.namespaces)) or role in {"", "participant"}
    if not spoken or request.path.startswith("/api/"):
        return STAFF_LANGUAGE
    user = request.actor.user
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user is not None and user.language != "en":
        return str(user.language)
    return translation.get_language_from_request(request)
