"""Every test acts as somebody or as nobody."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import hypothesis
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware

from gainful.domain.rights.roles import WEB
from gainful.imports import long_work
from tests.journeys.browser import chromium
from tests.site.running import alone, make_schema

UNHURRIED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
"""A busy machine is not a defect of the code."""
hypothesis.settings.register_profile("repeatable", derandomize=True, **UNHURRIED)
"""Whether a change lands must not depend on luck; `make test-all` searches with new examples each time."""
hypothesis.settings.register_profile("thorough", derandomize=True, **UNHURRIED)
"""Whether tests notice a small change is asked with as many examples as each of them names."""
hypothesis.settings.register_profile("searching", print_blob=True, **UNHURRIED)
EXAMPLES = os.environ.get("GAINFUL_EXAMPLES", "repeatable")
hypothesis.settings.load_profile(EXAMPLES)
FEW = 25
"""Examples of a property in the repeatable profile: they are the same each time, so that more find nothing new."""


WALKS = (
    "consistency/test_one_pool.py", "consistency/test_outsiders.py", "consistency/test_read_log.py",
    "consistency/test_permissions.py", "consistency/test_table_room.py", "consistency/test_rights.py",
    "consistency/test_after_consent.py", "consistency/test_my_file.py", "consistency/test_engine_types.py",
    "isolation/test_made_links.py", "engine/allocation/test_verify.py",
    "isolation/test_pgrls.py", "isolation/test_rights_matrix.py",
    "domain/accounts/test_seals.py", "domain/cohorts/test_certificates.py", "domain/cohorts/test_draw.py",
    "domain/curricula/test_at_once.py", "domain/curricula/test_path.py", "domain/measures/test_service_kinds.py",
    "domain/measures/test_waves.py", "domain/messages/test_clock_change.py", "domain/operations/test_catalogue.py",
    "domain/operations/test_samples.py", "domain/participants/test_duplicates.py",
    "domain/participants/test_erase_traces.py",
    "domain/participants/test_pool_store.py", "domain/placements/test_after_hire.py",
    "domain/placements/test_cohort_to_hire.py", "domain/plans/test_at_once.py", "domain/support/test_offline.py",
    "engine/indicators/program/test_by_segment.py", "engine/indicators/program/test_program.py",
    "engine/indicators/test_publishing.py", "engine/resumes/test_sections_and_orders.py",
    "engine/titles/test_ranking.py",
    "domain/measures/test_exit_reasons.py", "domain/measures/test_said.py", "domain/participants/test_erase_person.py",
    "domain/placements/test_proposals.py", "domain/placements/test_way.py", "domain/plans/test_ways.py",
    "domain/workforce/test_workforce.py", "engine/linkage/test_duplicates.py", "engine/ranking/test_pool_file.py",
    "engine/text/test_topics.py", "engine/titles/test_everyday_titles.py",
    "domain/cohorts/test_seat_faults.py", "domain/support/test_checkins.py", "engine/test_engine_page.py",
    "engine/competencies/test_defining.py", "engine/curriculum/test_cover.py",
    "engine/postings/test_further_postings.py", "engine/postings/test_heads_pay_and_years.py",
    "engine/postings/test_required_profile.py", "engine/resumes/test_resume_profile.py",
    "domain/cohorts/test_applications.py", "domain/cohorts/test_before_a_draw.py", "domain/cohorts/test_attendance.py",
    "domain/cohorts/test_apprenticeships.py", "domain/cohorts/test_teaching.py", "domain/plans/test_faults.py",
    "domain/curricula/test_after_signature.py", "domain/messages/test_requests.py",
    "domain/support/test_referrals.py", "domain/support/test_practice.py", "domain/support/test_needs.py",
    "domain/participants/test_bulk.py", "engine/allocation/test_beacon.py", "engine/ranking/test_order.py",
    "engine/skills/test_stated.py", "engine/postings/test_beginners.py", "isolation/test_participants.py",
    "isolation/test_typed_addresses.py", "isolation/test_ways_in.py",
)  # fmt: skip
"""Tests that go through every address, many days or two transactions at once, and files that take more than three
seconds: `make test-fast` leaves them out."""

SAMPLED = (
    "commands/test_indicator_program.py::test_levels_that_cannot_be_used_are_said",
    "commands/test_indicator_program.py::test_what_cannot_be_read_is_said_with_its_place",
    "commands/test_indicators.py::test_what_cannot_be_read_is_said_with_its_place",
    "commands/test_indicators.py::test_program_metrics_by_segment_follow_the_schema",
    "commands/test_pirl.py::test_what_a_spreadsheet_would_run_is_not_exported",
    "commands/test_plan.py::test_spreadsheets_as_they_come_are_read",
    "domain/cohorts/test_applications.py::test_a_public_form_that_cannot_be_used_says_why",
    "domain/measures/test_waves.py::test_an_answer_is_refused_in_words",
    "domain/messages/test_clock_change.py::test_reminders_go_out_at_nine",
    "domain/operations/test_catalogue.py::test_what_a_hand_has_changed_is_named",
    "domain/participants/test_pool_store.py::test_after_any_changes_the_answer_is_what_the_database_shows",
    "domain/placements/test_after_hire.py::test_what_says_too_little_is_refused",
    "domain/plans/test_ways.py::test_a_way_that_says_nothing_is_refused",
    "domain/support/test_checkins.py::test_needs_are_asked_again_before_and_after_the_hire",
    "engine/curriculum/test_cover.py::test_a_dense_catalogue_always_returns_in_time",
    "engine/curriculum/test_cover.py::test_where_courses_ask_for_levels_the_value_is",
    "engine/impact/test_awkward_files.py::test_periods_stand_in_their_order",
    "engine/impact/test_starts.py::test_every_code_for_never_gives_the_same_effect",
    "engine/indicators/test_publishing.py::test_no_hidden_count_can_be_worked_out_from_all_that_is_shown",
    "engine/postings/test_further_postings.py::",
    "engine/postings/test_names_by_kind.py::test_a_posting_is_read_as_the_trade",
    "engine/postings/test_prose_postings.py::test_prose_is_read",
    "engine/ranking/test_pool_file.py::test_whoever_is_killed_while_writing_leaves_the_old_store_whole",
    "engine/resumes/test_sections_and_orders.py::test_the_jobs_are_those_that_are_told",
    "engine/titles/test_meaning.py::test_titles_that_words_alone_misread",
    "exchange/evaluations/test_about.py::test_the_next_step_fits_the_answer",
    "exchange/evaluations/test_report.py::test_every_design_makes_a_report",
    "exchange/outcome_files/test_cancelled_services.py::",
    "exchange/outcome_files/test_messy_files.py::",
    "exchange/outcome_files/test_one_meaning.py::",
    "exchange/plans/test_paper.py::test_hostile_titles_stay_text",
    "exchange/reference/test_onet.py::test_every_layout_is_read_in_every_form_that_it_was_published_in",
    "exchange/senders/test_by_gateway.py::test_failures",
    "exchange/tables/test_cells.py::test_duckdb_reads_the_table_of_cells",
    "exchange/test_job_postings.py::test_every_variant_reads_to_the_words_of_the_text",
    "exchange/wage_linkage/test_linking.py::test_what_cannot_be_read_is_named",
    "exchange/wage_linkage/test_placeholders.py::",
    "install/test_no_network.py::test_a_command_reaches_out_to_nobody",
    "www/program/test_partnerships.py::test_a_year_typed_wrongly_is_told_and_breaks_no_page",
    "www/program/test_two_at_once.py::test_a_form_that_has_seen_nonsense_is_saved_as_it_was_typed",
)
"""Long tables of cases of one kind, none about who may do what: each third case in each run, all in `make test-all`."""
OF = 3

Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1
"""The same hash at its least cost: what it costs an attacker is no matter of these tests."""


sys.modules.setdefault("rfc3987_syntax", None)
"""Where it is installed jsonschema loads it: six seconds of grammars for addresses that no schema of ours knows."""

look_for_files = WhiteNoiseMiddleware.add_files_from_finders
FILES = {}


def take_files(self):
    """Take the site's static files as they were found first: each new test client has them read from disk anew."""
    if not FILES:
        look_for_files(self)
        FILES.update(self.files)
    self.files.update(FILES)


WhiteNoiseMiddleware.add_files_from_finders = take_files


long_work.INLINE = True
"""What a page starts beside itself is done at once: another thread would not see a test's transaction."""


def pytest_collection_finish():
    """Leave what was imported and collected out of every search for garbage: millions of objects that all stay."""
    gc.collect()
    gc.freeze()


def _try_few(item):
    """Let a property of Hypothesis be tried with few examples, whatever it names."""
    test = getattr(getattr(item, "obj", None), "__func__", getattr(item, "obj", None))
    chosen = getattr(test, "_hypothesis_internal_use_settings", None)
    if chosen is not None and chosen.max_examples > FEW:
        test._hypothesis_internal_use_settings = hypothesis.settings(chosen, max_examples=FEW)


def pytest_itemcollected(item):
    """Mark walks and what is sampled, before `-m` looks at marks, and limit the examples of properties."""
    if EXAMPLES == "repeatable":
        _try_few(item)
    name = item.nodeid.removeprefix("tests/")
    if name.startswith(WALKS):
        item.add_marker("walk")
    cases = getattr(item, "callspec", None)
    if cases and name.startswith(SAMPLED) and max(cases.indices.values(), default=0) % OF:
        item.add_marker("slow")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the groups that stay on one worker: they are the longest, and started last they end last.

    First of all come the journeys that follow every link: they look at a sample site in which nobody has worked yet.
    """
    items.sort(
        key=lambda item: (item.get_closest_marker("xdist_group") is None, "test_pages.py" not in item.nodeid)
    )
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    split = [
        item.nodeid for item in items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
    ]
    if workers > 1 and split:
        raise pytest.UsageError(f"{split[0]} would run beside its group: use --dist loadgroup")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Let each worker's database be a copy of one that the first of them has filled."""
    data = Path(os.environ["GAINFUL_TEST_DATA"])
    with alone("template") as folder:
        if not (folder / "made").exists():
            make_schema(data)
            (folder / "made").touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = connection.settings_dict["NAME"]


@pytest.fixture(autouse=True)
def _language_of_a_request():
    """End the language that a request of the test left behind, which the next test would otherwise read in."""
    yield
    translation.deactivate()


@pytest.fixture
def as_web_role(db):
    """Run SQL in this test as the web role, which owns nothing and bypasses nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
    yield connection
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture
def system(db):
    """Act as the system for the whole test: for making what the test needs."""
    from gainful.domain.accounts.actor import acting_as_system

    with acting_as_system("test") as actor:
        yield actor


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is; without one the test is skipped, or fails where a browser is required."""
    if path := chromium():
        return path
    words = "No Chromium: install it, or name it in GAINFUL_CHROMIUM."
    if os.environ.get("GAINFUL_BROWSER_REQUIRED") == "1":
        pytest.fail(words)
    pytest.skip(words)
