"""Addresses of the job screens."""

from django.urls import path

from gainful.www.program.jobs import ledger, lists, people, plan, profile, promises, reviews, start, ways

urlpatterns = [
    path("", lists.home, name="home"),
    path("jobs.csv", lists.export, name="jobs_export"),
    path("reviews/", reviews.home, name="reviews"),
    path("reviews.csv", reviews.export, name="reviews_export"),
    path("reviews/<uuid:review_id>/", reviews.show, name="review"),
    path("jobs/new/", start.start, name="job_start"),
    path("occupations/", profile.occupations, name="occupations"),
    path("competencies/", profile.competencies, name="competencies"),
    path("jobs/<uuid:order_id>/", start.edit, name="job_edit"),
    path("jobs/<uuid:order_id>/profile/", profile.profile, name="job_profile"),
    path("jobs/<uuid:order_id>/profile/line/", profile.line, name="job_line"),
    path("jobs/<uuid:order_id>/profile/occupation/", profile.occupation, name="job_occupation"),
    path("jobs/<uuid:order_id>/profile/read/", profile.read_again, name="job_read"),
    path("jobs/<uuid:order_id>/profile/send/", profile.send, name="job_send"),
    path("jobs/<uuid:order_id>/profile/sign/", profile.sign, name="job_sign"),
    path("jobs/<uuid:order_id>/links/<uuid:link_id>/revoke/", profile.revoke, name="job_link_revoke"),
    path("jobs/<uuid:order_id>/people/", people.people, name="job_people"),
    path("jobs/<uuid:order_id>/people/choose/", people.choose, name="job_choose"),
    path("jobs/<uuid:order_id>/people.csv", people.export, name="job_people_export"),
    path("jobs/<uuid:order_id>/people/<uuid:person_id>/", people.person, name="job_person"),
    path("jobs/<uuid:order_id>/commit/", promises.commit, name="job_commit"),
    path(
        "jobs/<uuid:order_id>/openings/<uuid:opening_id>/<str:verb>/",
        promises.opening_step,
        name="job_opening_step",
    ),
    path("jobs/<uuid:order_id>/plan/", plan.plan, name="job_plan"),
    path("jobs/<uuid:order_id>/plan/make/", plan.make, name="job_plan_make"),
    path("jobs/<uuid:order_id>/plan/way/", ways.name, name="job_plan_way"),
    path("jobs/<uuid:order_id>/plan/share/", plan.share, name="job_plan_share"),
    path("jobs/<uuid:order_id>/plan.json", plan.export_json, name="job_plan_json"),
    path("jobs/<uuid:order_id>/plan.csv", plan.export_csv, name="job_plan_csv"),
    path("jobs/<uuid:order_id>/plan.pdf", plan.export_pdf, name="job_plan_pdf"),
    path("jobs/<uuid:order_id>/ledger/", ledger.show, name="job_ledger"),
    path("jobs/<uuid:order_id>/ledger.csv", ledger.export, name="job_ledger_export"),
    path("jobs/<uuid:order_id>/ledger/<uuid:row_id>/back/", ledger.take_back, name="job_ledger_take_back"),
    path("jobs/<uuid:order_id>/close/", profile.close, name="job_close"),
]
