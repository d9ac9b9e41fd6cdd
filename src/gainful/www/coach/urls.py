"""Addresses of the coach's screens."""

from django.urls import path

from gainful.www.coach import views

urlpatterns = [
    path("", views.home, name="home"),
    path("people/<uuid:person_id>/", views.person, name="person"),
]
