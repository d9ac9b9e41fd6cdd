"""Addresses of the program manager's screens."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gainful.www.program.courses import views as courses
from gainful.www.program.imports import views as imports
from gainful.www.program.jobs.urls import urlpatterns as jobs
from gainful.www.program.people import erase, ledger, lists, record
from gainful.www.program.programs import views as programs
from gainful.www.program.talks import views as talks

urlpatterns: list[URLPattern] = [
    *jobs,
    path("people/", lists.home, name="people"),
    path("people.csv", lists.export, name="people_export"),
    path("people/new/", record.new, name="person_new"),
    path("people/<uuid:person_id>/", record.show, name="person"),
    path("people/<uuid:person_id>/change/", record.edit, name="person_edit"),
    path("people/<uuid:person_id>/consent/", record.consent, name="person_consent"),
    path("people/<uuid:person_id>/ledger/", ledger.show, name="person_ledger"),
    path("people/<uuid:person_id>/ledger.csv", ledger.export, name="person_ledger_export"),
    path("people/<uuid:person_id>/erase/", erase.erase, name="person_erase"),
    path("people/<uuid:person_id>/jobs/", record.add_job, name="person_add_job"),
    path("people/jobs/<uuid:job_id>/", record.change_job, name="person_job"),
    path("people/jobs/<uuid:job_id>/remove/", record.remove_job, name="person_remove_job"),
    path("training/", courses.home, name="courses"),
    path("training.csv", courses.export, name="courses_export"),
    path("training/new/", courses.new, name="course_new"),
    path("training/<uuid:course_id>/", courses.show, name="course"),
    path("training/<uuid:course_id>/change/", courses.edit, name="course_edit"),
    path("training/<uuid:course_id>/offer/", courses.retire, name="course_retire"),
    path("programs/", programs.home, name="programs"),
    path("programs/<uuid:program_id>/", programs.show, name="program"),
    path("programs/<uuid:program_id>/sites/", programs.add_site, name="program_site"),
    path("programs/<uuid:program_id>/funds/", programs.add_fund, name="program_fund"),
    path("programs/<uuid:program_id>/managers/", programs.managers, name="program_managers"),
    path("messages/", talks.messages, name="messages"),
    path("messages/<uuid:thread_id>/", talks.thread, name="thread"),
    path("requests/", talks.requests, name="requests"),
    path("requests/<uuid:request_id>/<str:verb>/", talks.request_step, name="request_step"),
    path("import/<str:kind>/", imports.start, name="import_start"),
    path("import/<str:kind>/template.csv", imports.template, name="import_template"),
    path("imports/<uuid:batch_id>/", imports.check, name="import_check"),
    path("imports/<uuid:batch_id>/save/", imports.save, name="import_save"),
    path("imports/<uuid:batch_id>/needs-correction.csv", imports.problems, name="import_problems"),
    path("imports/<uuid:batch_id>/stop/", imports.stop, name="import_stop"),
    path("imports/<uuid:batch_id>/drop/", imports.drop, name="import_drop"),
]
