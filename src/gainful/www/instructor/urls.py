"""Addresses of the instructor's screens."""

from django.urls import path

from gainful.www.instructor import classes, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cohorts/<uuid:cohort_id>/", views.show, name="cohort"),
    *classes.urlpatterns,
]
