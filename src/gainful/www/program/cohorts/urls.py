"""Addresses of cohorts, applications and draws."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gainful.www.program.cohorts import (
    applications,
    apprentices,
    certificates,
    classes,
    draws,
    instructors,
    introductions,
    lists,
    page,
)

urlpatterns: list[URLPattern] = [
    path("cohorts/", lists.home, name="cohorts"),
    path("cohorts.csv", lists.export, name="cohorts_export"),
    path("cohorts/instructors/", instructors.home, name="cohort_instructors"),
    path("cohorts/instructors.csv", instructors.export, name="cohort_instructors_export"),
    path("cohorts/new/", lists.new, name="cohort_new"),
    path("cohorts/<uuid:cohort_id>/", page.show, name="cohort"),
    path("cohorts/<uuid:cohort_id>/change/", page.edit, name="cohort_edit"),
    path("cohorts/<uuid:cohort_id>/openings/", page.openings, name="cohort_openings"),
    path("cohorts/<uuid:cohort_id>/release/", page.release, name="cohort_release"),
    path("cohorts/<uuid:cohort_id>/override/", page.override, name="cohort_override"),
    path("cohorts/<uuid:cohort_id>/curriculum/", page.curriculum, name="cohort_curriculum"),
    path("cohorts/<uuid:cohort_id>/add/<str:kind>/", page.add_part, name="cohort_add"),
    path(
        "cohorts/<uuid:cohort_id>/remove/<str:kind>/<uuid:part_id>/", page.remove_part, name="cohort_remove"
    ),
    path(
        "cohorts/<uuid:cohort_id>/floors/<uuid:floor_id>/lower/", page.lower_floor, name="cohort_lower_floor"
    ),
    path("cohorts/<uuid:cohort_id>/steps/<str:step>/", page.move, name="cohort_step"),
    path("cohorts/<uuid:cohort_id>/applications/", applications.listing, name="cohort_applications"),
    path("cohorts/<uuid:cohort_id>/applications.csv", applications.export, name="cohort_applications_export"),
    path("cohorts/<uuid:cohort_id>/applications/new/", applications.new, name="application_new"),
    path("cohorts/<uuid:cohort_id>/draw/", draws.show, name="cohort_draw"),
    path("cohorts/<uuid:cohort_id>/draw/announce/", draws.announce, name="draw_announce"),
    path("cohorts/<uuid:cohort_id>/people/", draws.people, name="cohort_people"),
    path("cohorts/<uuid:cohort_id>/introductions/", introductions.show, name="cohort_introductions"),
    path("cohorts/<uuid:cohort_id>/people.csv", draws.export_people, name="cohort_people_export"),
    path("cohorts/<uuid:cohort_id>/certificates/", certificates.listing, name="cohort_certificates"),
    path("cohorts/<uuid:cohort_id>/certificates.csv", certificates.export, name="cohort_certificates_export"),
    path("cohorts/<uuid:cohort_id>/certificates/issue/", certificates.issue, name="certificates_issue"),
    path("certificates/<uuid:certificate_id>/", certificates.show, name="certificate"),
    path("certificates/<uuid:certificate_id>/<str:verb>/", certificates.step, name="certificate_step"),
    path("issuer-keys/", certificates.issuer_keys, name="issuer_keys"),
    path("draws/<uuid:draw_id>/<str:verb>/", draws.step, name="draw_step"),
    path("seats/<uuid:enrolment_id>/<str:verb>/", draws.end_seat, name="seat_step"),
    path("applications/<uuid:application_id>/", applications.show, name="application"),
    path(
        "applications/<uuid:application_id>/files/<uuid:document_id>/",
        applications.document,
        name="application_file",
    ),
    *classes.urlpatterns,
    path("apprenticeships/", apprentices.home, name="apprentices"),
    path("apprenticeships.csv", apprentices.export, name="apprentices_export"),
    path("apprenticeships/new/<uuid:enrolment_id>/", apprentices.new, name="apprentice_new"),
    path("apprenticeships/<uuid:apprenticeship_id>/", apprentices.show, name="apprentice"),
    path(
        "apprenticeships/<uuid:apprenticeship_id>/certificate/",
        apprentices.certificate,
        name="apprentice_certificate",
    ),
    path(
        "apprenticeships/<uuid:apprenticeship_id>/steps/<str:verb>/", apprentices.step, name="apprentice_step"
    ),
    path("applications/<uuid:application_id>/<str:verb>/", applications.step, name="application_step"),
]
