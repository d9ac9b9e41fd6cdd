"""Records of one person are found, put together and taken apart again; nobody sees more by it, nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.participants import duplicate_queries, queries
from gainful.domain.participants.actions import (
    export_my_data,
    find_duplicates,
    grant_consent,
    import_people,
    look_again,
    merge_people,
    revoke_consent,
    tell_apart,
    unmerge_people,
    update_participant,
)
from gainful.domain.participants.actions.erase_person import erase
from gainful.domain.participants.actions.imports import Attestation
from gainful.domain.participants.actions.unmerge import rows_since
from gainful.domain.participants.merge_tables import BOTH_HAVE, TABLES, How, keys_to_people
from gainful.domain.participants.models import (
    Barrier,
    Consent,
    DuplicatePair,
    HeldCompetency,
    MergedRow,
    Participant,
    ReadLog,
    RecordMerge,
    WorkHistory,
)
from gainful.domain.programs.models import Program
from gainful.engine.records import PersonRecord
from tests.helped import as_member, as_self
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
WHY = "She showed both cards"


def again(town, code="P-2", *, scopes=("profile", "matching", "support"), days=60, **fields):
    """Register a second record of Ana."""
    with acting_as_system("test"):
        told = {"name": "Silva, Ana", "phone": "612 555 0101", "birth_date": date(1985, 6, 3), **fields}
        person = Participant.objects.create(registered_by=town.agency, code=code, **told)
        let_in(person, town.agency, scopes, days)
    return person


def let_in(person, organization, scopes=("profile",), days=60):
    return Consent.objects.create(
        participant=person, organization=organization, scopes=list(scopes), basis="signed_form",
        expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip


@pytest.fixture
def twice(town, ana):
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(
            phone="(612) 555-0101", birth_date=date(1985, 3, 6)
        )
        ana.person.refresh_from_db()
    other = again(town)
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Server")
        WorkHistory.objects.create(participant=other, title="Flight attendant")
        for person, note in ((ana.person, "bus"), (other, "car")):
            Barrier.objects.create(participant=person, kind="transport", note=note)
        HeldCompetency.objects.create(
            participant=other, competency_id="onet:2.A.1.a", name="Reading", level=3
        )
        ReadLog.objects.create(
            participant=other, user=town.coach.user, reader="Coach", organization=town.agency, what="record"
        )
        LedgerRow.objects.create(
            organization=town.agency, participant=other, source_kind="plan", source_id="1", is_actual=True,
            part="support", label="Bus", day=timezone.localdate(), cost=Decimal("12.50"),
        )  # fmt: skip
    return other


def merged(town, ana, other, reason=WHY):
    with as_member(town.manager) as actor:
        return merge_people(actor, ana.person, other, reason=reason)


def apart(town, merge, reason="Two sisters"):
    with as_member(town.manager) as actor:
        return unmerge_people(actor, merge, reason=reason)


def state_of_everything():
    """Return every row that points at a person, with all it says, the merge's own tables left out."""
    with acting_as_system("test"):
        rows = {}
        for name, (model, _column) in keys_to_people().items():
            if TABLES[name] is not How.STAY and name != "participants.Participant.merged_into":
                for row in model._default_manager.order_by("pk").values():
                    rows[name, str(row["pk"] if "pk" in row else row["id"])] = row
        for row in Participant.objects.order_by("pk").values():
            row.pop("updated_at")
            rows["person", str(row["id"])] = row
        return rows


def test_every_key_that_points_at_a_person_is_known_to_a_merge():
    assert set(keys_to_people()) == set(TABLES), "name it in domain/participants/merge_tables.py"
    assert set(BOTH_HAVE) <= {name for name, how in TABLES.items() if how in (How.MOVE, How.ALIKE)}


def test_a_pair_is_found_told_apart_and_not_brought_up_again(town, ana, twice):
    with as_member(town.manager) as actor:
        assert find_duplicates(actor, town.agency) == 1
        pair = duplicate_queries.pairs(actor).get()
        assert {pair.first_id, pair.second_id} == {ana.person.pk, twice.pk}
        assert "Phone: the same" in duplicate_queries.reasons(pair)
        assert "612" not in str(pair.parts)
        tell_apart(actor, twice, ana.person, note="Mother and daughter")
        assert find_duplicates(actor, town.agency) == 0
        assert duplicate_queries.pair(actor, ana.person, twice).note == "Mother and daughter"
        look_again(actor, ana.person, twice)
        assert find_duplicates(actor, town.agency) == 1
    with as_member(town.stranger) as actor:
        assert not duplicate_queries.pairs(actor).exists()
        assert find_duplicates(actor, town.stranger.organization) == 0
    with as_member(town.coach) as actor, pytest.raises(PermissionDenied):
        find_duplicates(actor, town.agency)


def test_every_row_goes_to_the_record_that_is_kept(town, ana, twice):
    merge = merged(town, ana, twice)
    with as_member(town.manager) as actor:
        person = queries.person(twice.pk)
        assert person == ana.person
        assert {job.title for job in person.jobs.all()} >= {"Server", "Flight attendant"}
        assert [barrier.note for barrier in person.open_barriers] == ["bus"]
        assert person.competencies.count() == 1
        assert queries.people(actor).count() == 1
        assert queries.people(actor, {"q": "P-2"}).get() == ana.person
        assert duplicate_queries.former_codes(person) == ["P-2"]
    assert merge.moved["participants.Barrier.participant aside"] == 1
    with as_self(ana):
        assert ReadLog.objects.filter(participant=ana.person).exists()
        assert RecordMerge.objects.get().reason == WHY
        assert not MergedRow.objects.exists()


def test_undone_at_once_everything_stands_as_it_stood(town, ana, twice):
    before = state_of_everything()
    merge = merged(town, ana, twice)
    assert state_of_everything() != before
    done = apart(town, merge)
    assert state_of_everything() == before
    assert done.given_back["added"] == {}
    with as_member(town.manager) as actor:
        assert queries.people(actor).count() == 2
        assert duplicate_queries.pair(actor, ana.person, twice).state == "not_same"
        with pytest.raises(ValidationError, match="already"):
            unmerge_people(actor, merge, reason="Again")


def test_what_came_since_stays_and_what_changed_since_is_named(town, ana, twice):
    merge = merged(town, ana, twice)
    with as_member(town.manager) as actor:
        update_participant(actor, Participant.objects.get(pk=ana.person.pk), phone="651 555 0000")
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Welder")
        WorkHistory.objects.filter(title="Flight attendant").update(employer="Northern Sky")
        HeldCompetency.objects.filter(participant=ana.person).delete()
    done = apart(town, merge).given_back
    assert done["added"] == {"participants.WorkHistory.participant": 1}
    assert done["changed"] == {"participants.WorkHistory.participant": 1}
    assert done["removed"] == {"participants.HeldCompetency.participant": 1}
    with acting_as_system("test"):
        assert WorkHistory.objects.get(title="Welder").participant == ana.person
        assert WorkHistory.objects.get(title="Flight attendant").participant == twice


def test_nobody_sees_more_than_they_saw_of_both(town, ana, twice):
    with acting_as_system("test"):
        let_in(ana.person, town.stranger.organization)
        Consent.objects.filter(participant=twice).update(scopes=["matching", "profile"])
        soon = Consent.objects.get(participant=twice).expires_at
    merge = merged(town, ana, twice)
    with as_member(town.stranger) as actor:
        assert not queries.people(actor).exists()
    with acting_as_system("test"):
        joint = Consent.objects.get(participant=ana.person, organization=town.agency, revoked_at=None)
        assert (sorted(joint.scopes), joint.expires_at) == (["matching", "profile"], soon)
    apart(town, merge)
    with as_member(town.stranger) as actor:
        assert queries.people(actor).get() == ana.person


def test_what_the_person_took_back_since_stays_taken_back(town, ana, twice):
    merge = merged(town, ana, twice)
    with as_self(ana) as actor:
        revoke_consent(actor, ana.person.consents.get(revoked_at=None))
    done = apart(town, merge)
    with as_member(town.manager) as actor:
        assert not queries.people(actor).exists()
    assert done.given_back["kept"]


def test_an_account_goes_along_and_two_accounts_stay_apart(town, ana, twice):
    with as_member(town.manager) as actor:
        merge = merge_people(actor, twice, ana.person, reason=WHY)
    with as_self(ana) as actor:
        assert queries.my_record(actor) == twice
    apart(town, merge)
    with as_self(ana) as actor:
        assert queries.my_record(actor) == ana.person
    with acting_as_system("test"):
        Participant.objects.filter(pk=twice.pk).update(user=User.objects.create_user("other@example.org"))
        twice.refresh_from_db()
    with as_member(town.manager) as actor, pytest.raises(ValidationError, match="account"):
        merge_people(actor, ana.person, twice, reason=WHY)


def test_sums_of_the_ledger_and_the_record_of_the_person_stay_whole(town, ana, twice):
    merge = merged(town, ana, twice)
    with acting_as_system("test"):
        assert LedgerRow.objects.filter(participant=ana.person).aggregate(all=Sum("cost"))["all"] == Decimal(
            "12.50"
        )
    with as_self(ana) as actor:
        data = export_my_data(actor, queries.my_record(actor))
        assert [row["reason"] for row in data["merges"]] == [WHY]
        assert len(data["reads"]) == 1
    apart(town, merge)
    with acting_as_system("test"):
        assert not LedgerRow.objects.filter(participant=ana.person).exists()


def test_one_person_has_one_application_for_a_class(town, ana, twice):
    with acting_as_system("test"):
        cohort = Cohort.objects.create(
            program=Program.objects.create(organization=town.agency, name="Care"), organization=town.agency,
            name="Autumn", seats=2, starts_on=timezone.localdate(), apply_until=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=9),
        )  # fmt: skip
        for person in (ana.person, twice):
            Application.objects.create(
                cohort=cohort, organization=town.agency, participant=person, name=person.name, source="staff",
                decide_by=timezone.localdate(), shared_until=timezone.now() + timedelta(days=9),
            )  # fmt: skip
    before = state_of_everything()
    with pytest.raises(ValidationError, match="one application"):
        merged(town, ana, twice)
    assert state_of_everything() == before
    with acting_as_system("test"):
        Application.objects.filter(participant=twice).update(status="withdrawn")
    merged(town, ana, twice)
    with acting_as_system("test"):
        assert Application.objects.filter(participant=ana.person).count() == 2


def test_who_may_not_put_records_together(town, ana, twice):
    for member in (town.coach, town.operator, town.stranger, town.employer):
        with as_member(member) as actor, pytest.raises(PermissionDenied):
            merge_people(actor, ana.person, twice, reason=WHY)
    with as_member(town.manager) as actor:
        for kept, other, reason in ((ana.person, ana.person, WHY), (ana.person, twice, " ")):
            with pytest.raises(ValidationError):
                merge_people(actor, kept, other, reason=reason)
    with acting_as_system("test"):
        Consent.objects.filter(participant=twice).update(revoked_at=timezone.now())
    with as_member(town.manager) as actor, pytest.raises(ValidationError, match="consents"):
        merge_people(actor, ana.person, twice, reason=WHY)


def test_merges_are_taken_apart_in_the_order_backwards(town, ana, twice):
    third = again(town, "P-3")
    before = state_of_everything()
    first = merged(town, ana, twice)
    with as_member(town.manager) as actor:
        second = merge_people(actor, third, Participant.objects.get(pk=ana.person.pk), reason=WHY)
        assert queries.person(twice.pk) == third
    with pytest.raises(ValidationError, match="later"):
        apart(town, first)
    apart(town, second)
    apart(town, first)
    assert state_of_everything() == before


def test_both_ids_of_a_file_reach_one_record(town, ana, twice):
    merged(town, ana, twice)
    attested = Attestation(expires_at=timezone.now() + timedelta(days=30))
    with as_member(town.manager) as actor:
        done = import_people(
            actor, [PersonRecord("P-2", weekly_hours=12), PersonRecord("P-1", name="Ana S")], attested
        )
        assert (done.added, done.updated, done.closed) == (0, 1, [])
        assert (queries.people(actor).get().weekly_hours, queries.people(actor).get().name) == (12, "Ana S")


def test_an_erasure_takes_both_records(town, ana, twice):
    merged(town, ana, twice)
    done = erase(ana.person.pk, asked_by="test", reason="asked")
    assert done.also == (twice.pk,)
    with acting_as_system("test"):
        assert not Participant.objects.exists()
        assert not RecordMerge.objects.exists()
        assert not DuplicatePair.objects.exists()
        assert not WorkHistory.pgh_event_model.objects.filter(title="Flight attendant").exists()


def test_the_consent_of_a_later_grant_stands_after_taking_apart(town, ana, twice):
    merge = merged(town, ana, twice)
    until = timezone.now() + timedelta(days=9)
    with as_self(ana) as actor:
        grant_consent(actor, ana.person, town.agency, scopes=["profile"], expires_at=until)
    apart(town, merge)
    with acting_as_system("test"):
        assert Consent.objects.get(participant=ana.person, revoked_at=None).expires_at == until


def test_what_was_added_since_stays_or_goes_as_chosen(town, ana, twice):
    merge = merged(town, ana, twice)
    with acting_as_system("test"):
        first = WorkHistory.objects.create(participant=ana.person, title="Baker")
        second = WorkHistory.objects.create(participant=ana.person, title="Welder")
        ledger = LedgerRow.objects.create(
            organization=town.agency, participant=ana.person, source_kind="plan", source_id="2", is_actual=True,
            part="support", label="Boots", day=timezone.localdate(), cost=Decimal("80.00"),
        )  # fmt: skip
    jobs, costs = "participants.WorkHistory.participant", "ledger.LedgerRow.participant"
    with as_member(town.manager) as actor:
        since = rows_since(merge)
        assert {pk for pk, _words in since[jobs]} == {str(first.pk), str(second.pk)}
        assert {words for _pk, words in since[jobs]} == {str(first), str(second)}
        for wrong in ({"cohorts.Enrolment.participant": "go"}, {jobs: "away"}, {f"{jobs}/1": "go"}):
            with pytest.raises(ValidationError):
                unmerge_people(actor, merge, reason="Two sisters", choices=wrong)
        done = unmerge_people(
            actor,
            merge,
            reason="Two sisters",
            choices={costs: "go", jobs: "go", f"{jobs}/{second.pk}": "stay"},
        )
    assert done.given_back["sent"] == {jobs: 1, costs: 1}
    assert done.given_back["added"] == {jobs: 1}
    with acting_as_system("test"):
        first.refresh_from_db()
        second.refresh_from_db()
        ledger.refresh_from_db()
    assert (first.participant_id, second.participant_id) == (twice.pk, ana.person.pk)
    assert ledger.participant_id == twice.pk
    assert rows_since(done) == {}


def test_what_the_other_has_once_cannot_go_and_nothing_is_taken_apart(town, ana, twice):
    merge = merged(town, ana, twice)
    barriers = "participants.Barrier.participant"
    with acting_as_system("test"):
        Barrier.objects.filter(participant=ana.person).update(resolved_at=timezone.now())
        Barrier.objects.create(participant=ana.person, kind="transport", note="new")
    with as_member(town.manager) as actor, pytest.raises(ValidationError, match="has such a thing"):
        unmerge_people(actor, merge, reason="Two sisters", choices={barriers: "go"})
    with acting_as_system("test"):
        assert RecordMerge.objects.get().undone_at is None
        assert Participant.objects.get(pk=twice.pk).merged_into_id == ana.person.pk
