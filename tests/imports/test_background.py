"""Long files in the background: read, saved or stopped as the person who asked, all of a file or nothing."""

from __future__ import annotations

import gzip
from concurrent.futures import wait
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.actions import Attestation
from gainful.domain.participants.models import Consent, ImportBatch, ImportRow, ImportStatus, Participant
from gainful.imports import background, batches, queue
from gainful.imports.batch_actions import drop_batch, queue_batch, start_batch, stop_batch
from tests.town import town  # noqa: F401 - a fixture

FILE = b"id,name,email\nP-1,Ana,ana@example.org\nP-2,Ben,not an address\nP-3,Cy,\n"


class Watch:
    """Hears what the work says; the progress of the real one is written by a connection of its own."""

    def __init__(self, taken=None, ends=None):
        self.taken, self.ends, self.heard, self.closed = taken, ends, [], False

    def tell(self, rows):
        self.heard.append(rows)
        if self.ends is not None:
            raise self.ends

    def close(self):
        self.closed = True


def asked(who, task, data=FILE, **options):
    with acting_as(who.user, who.organization, role=who.role) as actor:
        batch = start_batch(
            actor, kind="people", filename="p.csv", data=batches.pack(data), options={"long": True}
        )
        if task == "save":
            given = Attestation(timezone.now() + timedelta(days=9), "verbal", ("profile",))
            options |= {"consent": batches.kept_consent(given)}
        queue_batch(actor, batch, task, options={**batch.options, **options})
    return batch


def now(batch):
    with acting_as_system("test"):
        return ImportBatch.objects.get(pk=batch.pk)


def people():
    with acting_as_system("test"):
        return sorted(Participant.objects.values_list("code", flat=True))


def run(**watch):
    return background.run_next(lambda taken: Watch(taken, **watch))


def test_a_look_counts_every_row_and_keeps_those_that_cannot_be_used(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "look")
    assert run()
    seen = now(batch)
    assert (seen.status, seen.rows_total, seen.rows_ready, seen.rows_error) == ("preview", 3, 2, 1)
    with acting_as_system("test"):
        row = ImportRow.objects.get(batch=batch)
    assert (row.line, row.cells[0], row.problems[0]["column"]) == (3, "P-2", "email")
    assert people() == []
    assert not run(), "nothing waits any more"


def test_saving_is_done_as_the_person_who_asked(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    assert run()
    done = now(batch)
    assert (done.status, done.rows_saved, people()) == ("done", 2, ["P-1", "P-3"])
    with acting_as_system("test"):
        given = Consent.objects.select_related("attested_by").first()
        events = Participant.pgh_event_model.objects.values_list("pgh_context__metadata", flat=True)
        assert {e["user"] for e in events} == {str(town.manager.user.pk)}
        assert {e["role"] for e in events} == {"program_manager"}
    assert (given.attested_by, given.basis, given.scopes) == (town.manager.user, "verbal", ["profile"])
    assert done.data is None


def test_what_is_stopped_in_the_middle_leaves_nobody(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    assert run(ends=background.Stopped())
    assert (now(batch).status, people()) == ("stopped", [])


def test_a_stop_that_comes_at_the_last_moment_is_heard(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")

    class Late(Watch):
        def close(self):
            with acting_as_system("test"):
                own = ImportBatch.objects.filter(pk=batch.pk, status=ImportStatus.RUNNING)
                own.update(status=ImportStatus.STOPPING)

    assert background.run_next(Late)
    assert (now(batch).status, people()) == ("stopped", [])


def test_a_worker_that_was_killed_is_followed_by_one_that_begins_anew(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    for attempt in range(1, queue.MOST_ATTEMPTS):
        assert queue.take_next().batch_id == batch.pk
        assert (now(batch).status, now(batch).attempts) == ("running", attempt)
    assert run()
    assert (now(batch).status, people()) == ("done", ["P-1", "P-3"])


def test_a_file_that_ends_its_worker_each_time_is_left_alone(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.take_next() is not None
    assert queue.take_next() is None
    assert (now(batch).status, people()) == ("failed", [])
    assert "cut off 3 times" in now(batch).problem


def test_a_worker_that_is_told_to_end_gives_the_file_back(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    with pytest.raises(SystemExit):
        run(ends=SystemExit())
    assert (now(batch).status, now(batch).attempts, people()) == ("queued", 0, [])
    assert run()
    assert people() == ["P-1", "P-3"]


def test_who_may_no_longer_import_is_told_so(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    with acting_as_system("test"):
        Membership.objects.filter(user=town.manager.user).update(ended_at=timezone.now())
    assert not run()
    assert (now(batch).status, people()) == ("failed", [])
    assert "no longer a program manager" in now(batch).problem


def test_the_longest_waiting_goes_first_and_a_failure_stops_nobody_else(town, as_web_role):  # noqa: F811
    broken = asked(town.manager, "save", consent=None, data=b"PK\x03\x04broken")
    second = asked(town.stranger, "save")
    assert run()
    assert now(broken).status == "failed"
    assert now(broken).problem.startswith("This Excel file is damaged")
    assert now(second).status == "queued"
    assert run()
    assert now(second).status == "done"
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        assert Participant.objects.count() == 0, "the other agency's people stay theirs"


def test_an_error_of_ours_is_said_plainly(town, as_web_role, caplog):  # noqa: F811
    batch = asked(town.manager, "save")
    assert run(ends=RuntimeError("a defect"))
    assert now(batch).problem == background.BROKEN
    assert "a defect" in caplog.text


def test_what_waits_can_be_stopped_but_neither_dropped_nor_asked_for_twice(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "look")
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        with pytest.raises(ValidationError):
            queue_batch(actor, batch, "save", options={})
        with pytest.raises(ValidationError):
            drop_batch(actor, batch)
        assert stop_batch(actor, batch)
        assert not stop_batch(actor, batch)
        drop_batch(actor, batch)
    assert not run()


def test_a_stop_while_no_worker_was_there_is_carried_out(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "save")
    queue.take_next()
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert stop_batch(actor, batch)
    assert now(batch).status == "stopping"
    assert not run()
    assert (now(batch).status, people()) == ("stopped", [])


def test_dates_that_can_be_read_in_two_ways_are_asked_about_after_the_whole_file_was_read(town, as_web_role):  # noqa: F811
    batch = asked(town.manager, "look", data=b"id,title,start\nP-1,Cashier,03/04/2019\n")
    assert run()
    assert now(batch).options["look"]["ask_dates"]
    again = asked(
        town.manager, "look", data=b"id,title,start\nP-1,Cashier,03/04/2019\nP-2,Cashier,3/14/2019\n"
    )
    assert run()
    assert now(again).options["look"]["dates"] == "mdy"
    assert now(again).rows_ready == 2


def test_progress_is_told_by_a_connection_of_its_own_and_hears_when_nobody_wants_it(town):  # noqa: F811
    asked(town.manager, "save")
    progress = background.Progress(queue.take_next())
    progress.tell(1)
    wait([progress._written])
    with pytest.raises(background.Stopped):  # the other connection does not see this test's rows
        progress.tell(2)
    progress.close()
    progress.close()
    assert people() == [], "the connection of the work is still there"


def test_progress_ends_the_work_when_the_site_is_gone(town):  # noqa: F811
    asked(town.manager, "save")
    progress = background.Progress(queue.take_next(), lambda: False)
    with pytest.raises(SystemExit):
        progress.tell(1)
    progress.close()


def test_one_worker_at_a_time(town):  # noqa: F811
    with queue.only_worker() as first:
        assert first


@pytest.mark.parametrize("data", [b"id\n" + b"P-1\n" * 600_000, b"PK\x03\x04", b"", b"id\nP-1\n"])
def test_a_file_is_kept_as_it_came(data):
    assert batches.unpack(batches.pack(data)) == data


def test_a_long_file_is_known_by_its_rows():
    line = b"P-%d\n"
    short = b"id\n" + b"".join(line % n for n in range(batches.AT_ONCE))
    assert batches.long_file(short, "p.csv") == {}
    assert batches.long_file(short + b"P-x\n", "p.csv") == {"long": True, "about": batches.AT_ONCE + 1}


@pytest.mark.parametrize("size", [200, 2 * 2**20])
def test_a_kept_file_is_unpacked_to_what_came_and_no_further(size):
    """A small file that was compressed before it came would be unpacked to whatever size its maker chose."""
    text = b"ID,Name\n" + b"x" * size
    for came in (text, gzip.compress(text), b"\x1f\x8b no archive", b"PK no archive"):
        assert batches.unpack(batches.pack(came)) == came
    assert len(batches.pack(text)) <= len(text)
