"""The site map: one line per audience."""

from __future__ import annotations

import importlib.util

from allauth.socialaccount.views import login_error
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from gainful.api.v1.api import api, open_to_strangers
from gainful.www.account.addresses import addresses, confirm
from gainful.www.components.library import library
from gainful.www.guest import entry_pages

AUDIENCES = ("program", "employer", "coach", "participant", "guest", "instructor", "operator", "account")

handler500 = "gainful.site.outage.answer"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", entry_pages.landing, name="landing"),
    path("demo/<slug:role>/", entry_pages.demo_sign_in, name="demo_sign_in"),
    path("first-run/<str:token>/", entry_pages.first_run, name="first_run"),
    path("invitation/<str:secret>/", entry_pages.invitation, name="invitation"),
    path("invitation/<str:secret>/sign-on/", entry_pages.invitation_sign_on, name="invitation_sign_on"),
    path("components/", library, name="components"),
    path("accounts/3rdparty/login/error/", login_not_required(login_error), name="sign_in_failed"),
    path("accounts/email/", addresses, name="account_email"),
    path("accounts/confirm-email/<str:key>/", confirm, name="account_confirm_email"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", (open_to_strangers(api.urls[0]), *api.urls[1:])),
    *(
        path(f"{audience}/", include((f"gainful.www.{audience}.urls", audience)))
        for audience in AUDIENCES
        if importlib.util.find_spec(f"gainful.www.{audience}.urls")
    ),
]
