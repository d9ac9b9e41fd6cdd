"""Addresses of measures for the program manager."""

from django.urls import path

from gainful.www.program.measures import (
    indicators,
    links,
    releases,
    said,
    self_reports,
    services,
    wages,
    waves,
)

urlpatterns = [
    path("measures/", indicators.home, name="measures"),
    path("measures/again/", indicators.again, name="measures_again"),
    path("measures/indicators.csv", indicators.export_csv, name="measures_csv"),
    path("measures/indicators.parquet", indicators.export_parquet, name="measures_parquet"),
    path("measures/files.zip", indicators.files, name="measures_files"),
    path("measures/results.zip", indicators.package, name="measures_package"),
    path("measures/pirl.zip", indicators.pirl, name="measures_pirl"),
    path("measures/reports/", indicators.reports, name="measures_reports"),
    path("measures/reports/<uuid:report_id>/", indicators.report, name="measures_report"),
    path("measures/wages/", wages.home, name="wage_records"),
    path("measures/wages/refused.csv", wages.refused, name="wage_records_refused_csv"),
    path("measures/wages/links/", links.home, name="wage_links"),
    path("measures/wages/links.csv", links.export, name="wage_links_export"),
    path("measures/wages/links/<uuid:pair_id>/", links.show, name="wage_link"),
    path("measures/answers-and-records/", self_reports.home, name="self_reports"),
    path("measures/answers-and-records.csv", self_reports.export, name="self_reports_export"),
    path("measures/services/", services.home, name="service_rules"),
    path("measures/services/<uuid:rule_id>/back/", services.take_back, name="service_rule_back"),
    path("measures/waves/", waves.home, name="waves"),
    path("measures/waves.csv", waves.export, name="waves_export"),
    path("measures/waves/<uuid:follow_up_id>/", waves.show, name="wave"),
    path("measures/waves/<uuid:follow_up_id>/stop/", waves.stop_asking, name="wave_stop"),
    path("measures/said/", said.home, name="said"),
    path("measures/said.csv", said.export, name="said_export"),
    path("measures/said/codebook/", said.codebook, name="codebook"),
    path("measures/said/next/", said.next_answer, name="said_next"),
    path("measures/said/<uuid:answer_id>/", said.answer, name="said_answer"),
    path("measures/said/changed/<uuid:improvement_id>/back/", said.take_back, name="improvement_back"),
    path("measures/releases/", releases.home, name="releases"),
    path("measures/releases/newest.csv", releases.export, name="release_csv"),
    path("measures/releases/<uuid:program_id>/", releases.page, name="public_page"),
    path("measures/releases/<uuid:program_id>/off/", releases.off, name="public_page_off"),
]
