"""Addresses of the pages behind a signed link; they need no account."""

from django.urls import path

from gainful.www.guest import (
    applications,
    badges,
    cohorts,
    follow_ups,
    introductions,
    links,
    programs,
    referrals,
)

urlpatterns = [
    path("link/<str:token>/", links.link, name="link"),
    path("link/<str:token>/line/", links.line, name="line"),
    path("link/<str:token>/plan.pdf", links.pdf, name="link_pdf"),
    path("link/<str:token>/answer/", links.answer, name="answer"),
    path("link/<str:token>/hand-on/", links.hand_on, name="hand_on"),
    path("link/<str:token>/introduction/<str:verb>/", introductions.step, name="introduction_step"),
    path("link/<str:token>/calendar.ics", referrals.calendar, name="calendar"),
    path("link/<str:token>/sign/", links.sign, name="sign"),
    path("link/<str:token>/steps/<str:verb>/", applications.step, name="step"),
    path("link/<str:token>/how/", follow_ups.answer, name="follow_up"),
    path("programs/", programs.listing, name="programs"),
    path("programs/<uuid:program_id>/", programs.program, name="program"),
    path("programs/<uuid:program_id>.csv", programs.export, name="program_csv"),
    path("cohorts/", cohorts.listing, name="cohorts"),
    path("cohorts/save-search/", cohorts.save_search, name="save_search"),
    path("cohorts/<uuid:cohort_id>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:cohort_id>/draws/", cohorts.draws, name="cohort_draws"),
    path("draws/<uuid:draw_id>/", cohorts.draw, name="draw"),
    path("draws/<uuid:draw_id>.json", cohorts.record, name="draw_record"),
    path("verify/", badges.verify, name="verify"),
    path("issuers/<uuid:organization_id>/did.json", badges.issuer_keys, name="issuer_keys"),
    path(
        "issuers/<uuid:organization_id>/status/<int:number>/<str:purpose>.json",
        badges.status_list,
        name="status_list",
    ),
    path("link/<str:token>/certificate.json", badges.shared_file, name="shared_certificate"),
]
