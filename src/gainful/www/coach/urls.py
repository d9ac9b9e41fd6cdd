"""Addresses of the coach's screens."""

from django.urls import path

from gainful.www.coach import ledger, notes, placements, resumes, talks, views
from gainful.www.coach.support.urls import urlpatterns as support

urlpatterns = [
    *support,
    path("", views.home, name="home"),
    path("messages/", talks.messages, name="messages"),
    path("messages/<uuid:thread_id>/", talks.thread, name="thread"),
    path("placements/", placements.home, name="placements"),
    path("placements.csv", placements.export, name="placements_export"),
    path("placements/<uuid:introduction_id>/", placements.show, name="placement"),
    path("placements/<uuid:introduction_id>/since/", placements.change, name="placement_change"),
    path(
        "placements/<uuid:introduction_id>/since/<uuid:change_id>/",
        placements.change_back,
        name="placement_change_back",
    ),
    path("placements/<uuid:introduction_id>/<str:verb>/", placements.step, name="placement_step"),
    path("people/<uuid:person_id>/outcomes/", placements.record, name="outcome_form"),
    path("people.csv", views.export, name="people_export"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/ledger/", ledger.show, name="person_ledger"),
    path("people/<uuid:person_id>/ledger.csv", ledger.export, name="person_ledger_export"),
    path("people/<uuid:person_id>/message/", notes.send, name="send_note"),
    path("people/<uuid:person_id>/resume/", resumes.bring_in, name="resume"),
    path("people/<uuid:person_id>/resume/<uuid:document_id>/", resumes.check, name="resume_check"),
]
