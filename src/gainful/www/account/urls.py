"""Addresses of one's own account."""

from django.urls import path

from gainful.www.account import home, second_step, tokens

urlpatterns = [
    path("", home.home, name="home"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("language/", home.language, name="language"),
    path("role/", home.choose_role, name="choose_role"),
    path("tokens/", tokens.issue, name="issue_token"),
    path("tokens/<uuid:token_id>/end/", tokens.end, name="end_token"),
]
