"""Addresses of the coach's screens."""

from django.urls import path

from gainful.www.coach import ledger, notes, resumes, talks, views

urlpatterns = [
    path("", views.home, name="home"),
    path("messages/", talks.messages, name="messages"),
    path("messages/<uuid:thread_id>/", talks.thread, name="thread"),
    path("people.csv", views.export, name="people_export"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/ledger/", ledger.show, name="person_ledger"),
    path("people/<uuid:person_id>/ledger.csv", ledger.export, name="person_ledger_export"),
    path("people/<uuid:person_id>/message/", notes.send, name="send_note"),
    path("people/<uuid:person_id>/resume/", resumes.bring_in, name="resume"),
    path("people/<uuid:person_id>/resume/<uuid:document_id>/", resumes.check, name="resume_check"),
]
