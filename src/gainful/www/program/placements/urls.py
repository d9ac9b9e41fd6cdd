"""Addresses of placements for the program manager."""

from django.urls import path

from gainful.www.program.placements import views

urlpatterns = [
    path("jobs/<uuid:order_id>/introductions/", views.job, name="job_introductions"),
    path("people/<uuid:person_id>/outcomes/", views.record, name="outcome_form"),
    path("placements/", views.home, name="placements"),
    path("placements.csv", views.export, name="placements_export"),
    path("placements/<uuid:introduction_id>/", views.show, name="placement"),
    path("placements/<uuid:introduction_id>/since/", views.change, name="placement_change"),
    path(
        "placements/<uuid:introduction_id>/since/<uuid:change_id>/",
        views.change_back,
        name="placement_change_back",
    ),
    path("placements/<uuid:introduction_id>/<str:verb>/", views.step, name="placement_step"),
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes.csv", views.outcomes_export, name="outcomes_export"),
    path("outcomes/<uuid:placement_id>/", views.outcome, name="outcome"),
    path("outcomes/<uuid:placement_id>/<uuid:change_id>/", views.outcome_step, name="outcome_step"),
    path("living-costs/", views.living_costs, name="living_costs"),
]
