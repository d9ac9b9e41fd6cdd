"""Addresses of the participant's screens."""

from django.urls import path

from gainful.www.participant import (
    cohorts,
    erase,
    home,
    ledger,
    messages,
    my_data,
    plan,
    privacy,
    profile,
    resume,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("plan/", plan.show, name="plan"),
    path("plan/<uuid:plan_id>/answer/", plan.answer, name="answer"),
    path("training/", cohorts.home, name="cohorts"),
    path("training/searches/", cohorts.search, name="cohort_search"),
    path("training/<uuid:cohort_id>/", cohorts.apply, name="apply"),
    path("applications/<uuid:application_id>/", cohorts.application, name="application"),
    path("applications/<uuid:application_id>/<str:verb>/", cohorts.step, name="application_step"),
    path("ledger/", ledger.show, name="ledger"),
    path("ledger.csv", ledger.export, name="ledger_export"),
    path("profile/", profile.show, name="profile"),
    path("profile/change/", profile.edit, name="edit"),
    path("profile/jobs/", profile.add_job, name="add_job"),
    path("profile/jobs/<uuid:job_id>/", profile.job, name="job"),
    path("profile/<str:kind>/<uuid:line_id>/remove/", profile.remove_line, name="remove_line"),
    path("resume/", resume.send, name="resume"),
    path("resume/<uuid:document_id>/", resume.check, name="resume_check"),
    path("messages/", messages.show, name="messages"),
    path("messages/<uuid:thread_id>/", messages.thread, name="thread"),
    path("messages/how/", messages.how, name="contact_rules"),
    path("privacy/", privacy.show, name="privacy"),
    path("privacy/<uuid:organization_id>/allow/", privacy.allow, name="allow"),
    path("privacy/<uuid:consent_id>/stop/", privacy.stop, name="stop"),
    path("privacy/erase/", erase.erase, name="erase"),
    path("my-data/", my_data.show, name="kept"),
    path("my-data.json", my_data.download, name="download"),
]
