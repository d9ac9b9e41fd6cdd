"""Addresses of the employer's screens."""

from django.urls import path

from gainful.www.employer import (
    curricula,
    doing,
    follow_up,
    imports,
    jobs,
    openings,
    people,
    releases,
    talks,
    workforce,
)

urlpatterns = [
    path("", openings.home, name="home"),
    path("openings/<uuid:order_id>/", openings.opening, name="opening"),
    path("openings/<uuid:order_id>/line/", openings.line, name="line"),
    path("openings/<uuid:order_id>/sign/", openings.sign, name="sign"),
    path("openings/<uuid:order_id>/commit/", openings.commit, name="commit"),
    path(
        "openings/<uuid:order_id>/rows/<uuid:opening_id>/<str:verb>/",
        openings.opening_step,
        name="opening_step",
    ),
    path("openings/<uuid:order_id>/plan/", openings.plan, name="plan"),
    path("openings/<uuid:order_id>/plan/sign/", openings.sign_plan, name="sign_plan"),
    path("jobs/new/", jobs.new, name="job_new"),
    path("jobs/<uuid:job_id>/", jobs.show, name="job_sent"),
    path("jobs/<uuid:job_id>/withdraw/", jobs.withdraw, name="job_withdraw"),
    path("curricula/", curricula.home, name="curricula"),
    path("curricula/asked/<uuid:basis_id>/", curricula.asked, name="curriculum_asked"),
    path("curricula/<uuid:curriculum_id>/<int:number>/", curricula.show, name="curriculum"),
    path("curricula/<uuid:curriculum_id>/<int:number>/sign/", curricula.sign, name="curriculum_sign"),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/comment/", curricula.comment, name="curriculum_comment"
    ),
    path("people/", people.home, name="people"),
    path("people/<uuid:introduction_id>/", people.show, name="person"),
    path("people/<uuid:introduction_id>/since/", people.change, name="person_change"),
    path(
        "people/<uuid:introduction_id>/since/<uuid:change_id>/", people.change_back, name="person_change_back"
    ),
    path("people/<uuid:introduction_id>/<str:verb>/", people.step, name="person_step"),
    path("messages/", talks.messages, name="messages"),
    path("messages/<uuid:thread_id>/", talks.thread, name="thread"),
    path("requests/<uuid:request_id>/hand-on/", talks.hand_on, name="hand_on"),
    path("competencies/", openings.competencies, name="competencies"),
    path("doing/", doing.home, name="doing"),
    path("workforce/", workforce.home, name="workforce"),
    path("workforce/ask/", workforce.ask, name="workforce_ask"),
    path("workforce/skills/", workforce.skills, name="workforce_skills"),
    path("workforce/skills.csv", workforce.skills_csv, name="workforce_skills_csv"),
    path("workforce/people/", workforce.people, name="workforce_people"),
    path("workforce/people/<uuid:worker_id>/", workforce.person, name="worker"),
    path("workforce/roles/", workforce.roles, name="workforce_roles"),
    path("workforce/needs/<uuid:target_id>/drop/", workforce.drop_need, name="workforce_drop_need"),
    path("workforce/hours-off/", releases.home, name="releases"),
    path("workforce/hours-off.csv", releases.export, name="releases_export"),
    path("workforce/hours-off/<uuid:release_id>/", releases.answer, name="release"),
    path("import/<str:kind>/", imports.start, name="import_start"),
    path("import/<str:kind>/template.csv", imports.template, name="import_template"),
    path("imports/<uuid:batch_id>/", imports.check, name="import_check"),
    path("imports/<uuid:batch_id>/save/", imports.save, name="import_save"),
    path("imports/<uuid:batch_id>/needs-correction.csv", imports.problems, name="import_problems"),
    path("imports/<uuid:batch_id>/stop/", imports.stop, name="import_stop"),
    path("imports/<uuid:batch_id>/drop/", imports.drop, name="import_drop"),
    path("how/<uuid:follow_up_id>/", follow_up.show, name="follow_up"),
    path("doing/<uuid:placement_id>/", doing.concern, name="concern"),
    path("concerns/<uuid:concern_id>/settle/", doing.settle, name="concern_settle"),
]
