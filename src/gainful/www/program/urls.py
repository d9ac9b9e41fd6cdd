"""Addresses of the program manager's screens."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gainful.www.program.cohorts.urls import urlpatterns as cohorts
from gainful.www.program.courses import views as courses
from gainful.www.program.curricula import lists as curricula
from gainful.www.program.curricula import modules
from gainful.www.program.curricula import version as curriculum
from gainful.www.program.imports import views as imports
from gainful.www.program.jobs.urls import urlpatterns as jobs
from gainful.www.program.measures.urls import urlpatterns as measures
from gainful.www.program.partnerships import council, supply
from gainful.www.program.partnerships import views as partnerships
from gainful.www.program.people import (
    claims,
    duplicates,
    erase,
    exchange,
    layoffs,
    ledger,
    lists,
    record,
    sharing,
)
from gainful.www.program.placements.urls import urlpatterns as placements
from gainful.www.program.programs import rates
from gainful.www.program.programs import views as programs
from gainful.www.program.support import money, settings
from gainful.www.program.talks import views as talks

urlpatterns: list[URLPattern] = [
    *jobs,
    *cohorts,
    *placements,
    *measures,
    path("people/", lists.home, name="people"),
    path("people.csv", lists.export, name="people_export"),
    path("layoffs/", layoffs.home, name="layoffs"),
    path("layoffs/<uuid:layoff_id>/", layoffs.show, name="layoff"),
    path("layoffs/<uuid:layoff_id>.csv", layoffs.export, name="layoff_export"),
    path("people/access/", sharing.access, name="access"),
    path("people/access.csv", sharing.access_csv, name="access_export"),
    path("people/access/<uuid:asked_id>/withdraw/", sharing.access_withdraw, name="access_withdraw"),
    path("people/emergencies/", sharing.emergencies, name="emergencies"),
    path("people/emergencies/<uuid:row_id>/", sharing.emergency_review, name="emergency_review"),
    path("people/duplicates/", duplicates.home, name="duplicates"),
    path("people/duplicates.csv", duplicates.export, name="duplicates_export"),
    path("people/duplicates/<uuid:first_id>/<uuid:second_id>/", duplicates.compare, name="duplicate"),
    path("people/claims/", claims.home, name="claims"),
    path("people/claims/<uuid:claim_id>/", claims.show, name="claim"),
    path("people/merges/", duplicates.merges, name="merges"),
    path("people/merges/<uuid:merge_id>/", duplicates.merge, name="merge"),
    path("people/exchange/", exchange.home, name="exchange"),
    path("people/exchange.csv", exchange.export, name="exchange_export"),
    path("people/new/", record.new, name="person_new"),
    path("people/<uuid:person_id>/", record.show, name="person"),
    path("people/<uuid:person_id>/invite/", record.invite, name="person_invite"),
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
    path("rates/", rates.show, name="rates"),
    path("rates/save/", rates.save, name="rates_save"),
    path("programs/<uuid:program_id>/", programs.show, name="program"),
    path("programs/<uuid:program_id>/sites/", programs.add_site, name="program_site"),
    path("programs/<uuid:program_id>/funds/", programs.add_fund, name="program_fund"),
    path("programs/<uuid:program_id>/managers/", programs.managers, name="program_managers"),
    path("partnerships/", partnerships.home, name="partnerships"),
    path("partnerships.csv", partnerships.export, name="partnerships_export"),
    path("partnerships/<uuid:partnership_id>/", partnerships.show, name="partnership"),
    path("partnerships/<uuid:partnership_id>/council/", council.show, name="council"),
    path("partnerships/<uuid:partnership_id>/council/<str:verb>/", council.step, name="council_step"),
    path("partnerships/<uuid:partnership_id>/supply/", supply.show, name="supply"),
    path("partnerships/<uuid:partnership_id>/do/<str:verb>/", partnerships.step, name="partnership_step"),
    path("partnerships/partners/<uuid:partner_id>/end/", partnerships.end_partner, name="partner_end"),
    path("partnerships/contacts/<uuid:contact_id>/done/", partnerships.done, name="contact_done"),
    path("partnerships/seats/<uuid:member_id>/end/", council.end_seat, name="seat_end"),
    path("partnerships/meetings/<uuid:meeting_id>/", council.meeting, name="meeting"),
    path(
        "partnerships/decisions/<uuid:decision_id>/change/", council.change_curriculum, name="decision_change"
    ),
    path("partnerships/agreements/<uuid:agreement_id>/<str:verb>/", supply.step, name="agreement_step"),
    path("curricula/", curricula.home, name="curricula"),
    path("curricula.csv", curricula.export, name="curricula_export"),
    path("curricula/start/", curricula.start, name="curriculum_start"),
    path("curricula/from-plan/<uuid:order_id>/", curricula.from_plan, name="curriculum_from_plan"),
    path("curricula/<uuid:curriculum_id>/", curriculum.show, name="curriculum"),
    path("curricula/<uuid:curriculum_id>/<int:number>/", curriculum.show, name="curriculum_version"),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/compare/", curriculum.compare, name="curriculum_compare"
    ),
    path("curricula/<uuid:curriculum_id>/<int:number>.json", curriculum.export_json, name="curriculum_json"),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/comments/", curriculum.comment, name="curriculum_comment"
    ),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/comments/<uuid:comment_id>/",
        curriculum.settle,
        name="curriculum_settle",
    ),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/do/<str:verb>/", curriculum.step, name="curriculum_step"
    ),
    path("curricula/<uuid:curriculum_id>/<int:number>/modules/new/", modules.edit, name="module_new"),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/modules/<uuid:module_id>/", modules.edit, name="module"
    ),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/modules/<uuid:module_id>/remove/",
        modules.remove,
        name="module_remove",
    ),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/modules/<uuid:module_id>/<str:where>/",
        modules.move,
        name="module_move",
    ),
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
    path("support/money/", money.home, name="money"),
    path("support/money.csv", money.export, name="money_export"),
    path("support/money/<uuid:money_id>/", money.decide, name="money_decide"),
    path("support/needs/", settings.presets, name="needs_presets"),
    path("support/benefits/", settings.benefits, name="benefits"),
    path("support/caseload/", settings.caseload, name="caseload"),
    path("support/caseload/<uuid:user_id>/", settings.set_most, name="caseload_most"),
    path("support/people/<uuid:person_id>/coach/", settings.hand_over, name="hand_over"),
]
