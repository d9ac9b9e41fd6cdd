"""Five agencies side by side: every kind of actor tries every verb on every table, and reaches its own rows only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Cohort
from gainful.domain.curricula.models import (
    Basis,
    Comment,
    Curriculum,
    CurriculumVersion,
    DecidedChange,
    Module,
    ModuleCompetency,
    ServedRequirement,
    Signature,
)
from gainful.domain.job_orders.models import (
    Commitment,
    JobOrder,
    Opening,
    ProfileConfirmation,
    ProfileVersion,
    RequiredCompetency,
    SubmittedJob,
)
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages.models import Message, Reply, Request, SignedLink, Thread
from gainful.domain.organizations.models import (
    AgendaItem,
    ApiToken,
    Contact,
    CouncilDecision,
    CouncilMeeting,
    CouncilMember,
    Course,
    CourseCompetency,
    Invitation,
    Location,
    MeetingPresence,
    Membership,
    Organization,
    Partner,
    Partnership,
    Supply,
    SupplyAgreement,
)
from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    Consent,
    Document,
    HeldCompetency,
    ImportBatch,
    ImportRow,
    Layoff,
    LayoffPlace,
    Participant,
    ParticipantCredential,
    ParticipantLevels,
    ReadLog,
    Scope,
    WorkHistory,
)
from gainful.domain.plans.models import ListReview, Plan, Shortlisted
from gainful.domain.programs.models import Fund, Program, ProgramManager, Rate, Site
from gainful.domain.rights import EVERYBODY, Kind
from gainful.domain.rights.gather import all_rights
from gainful.domain.rights.table import VERBS
from tests.cohorts import cohort_rows, training_belongs
from tests.isolation import (
    certificate_rows,
    measure_rows,
    needs_rows,
    placement_rows,
    practice_rows,
    sharing_rows,
    support_rows,
    workforce_rows,
)
from tests.town import confirm

TENANTS = 5
ROLES = ("operator", "program_manager", "coach", "employer")
COHORT = (
    "cohortopening",
    "seatoverride",
    "track",
    "instructor",
    "cohortfund",
    "eligibilityrule",
    "seatfloor",
    "draw",
)
SHARED = {"organizations_organization", "organizations_location", "organizations_course",
          "organizations_coursecompetency", "reference_referencerelease", "cohorts_issuerkey",
          "cohorts_statuslist"}  # fmt: skip
"""Names of organizations, what they teach, keys that they publish: everybody reads them, only keepers change them."""


OWN_ONLY = {"organizations_apitoken", "cohorts_savedsearch", "support_daycopy", "support_dayperson",
            "support_offlineedit", "participants_exchangedrecord", "participants_recordclaim"}  # fmt: skip
"""Each sees their own alone; of the last two the managers see their agency's as well."""


def tenant(number):
    """Make an agency with people in each role, a person with a full record, an order, a plan, ways in and a course."""
    name = f"Agency {number}"
    agency = Organization.objects.create(name=name, kind="agency")
    users = {}
    for role in ROLES:
        users[role] = User.objects.create_user(f"{role}{number}@example.org", name=f"{role} {number}")
        Membership.objects.create(user=users[role], organization=agency, role=role)
    users["participant"] = User.objects.create_user(f"person{number}@example.org")
    confirm(users["participant"])
    person = Participant.objects.create(
        registered_by=agency, code=f"P-{number}", name=f"Person {number}", user=users["participant"]
    )
    soon = timezone.now() + timedelta(days=9)
    Consent.objects.create(
        participant=person,
        organization=agency,
        scopes=list(Scope.values),
        expires_at=soon,
        basis="own_account",
    )
    WorkHistory.objects.create(participant=person, title="Welder")
    ParticipantCredential.objects.create(participant=person, competency_id="credential:cpr", name="CPR")
    HeldCompetency.objects.create(participant=person, competency_id="onet:2.A.1.a", name="Reading", level=3)
    Document.objects.create(participant=person, filename="r.txt", text="text")
    Barrier.objects.create(participant=person, kind="transport")
    Characteristic.objects.create(participant=person, kind="gender", value="woman")
    ParticipantLevels.objects.create(participant=person, reference_version="onet-30.0", levels=b"")
    ReadLog.objects.create(
        participant=person, user=users["coach"], reader="C", organization=agency, what="record"
    )
    batch = ImportBatch.objects.create(organization=agency, kind="people", filename="p.csv")
    ImportRow.objects.create(batch=batch, line=2, status="ready")
    layoff = Layoff.objects.create(organization=agency, employer="Mill", notice_on=soon)
    LayoffPlace.objects.create(layoff=layoff, participant=person)
    order = JobOrder.objects.create(agency=agency, title="Welder", created_by=users["program_manager"])
    SubmittedJob.objects.create(agency=agency, employer=agency, title="Welder")
    version = ProfileVersion.objects.create(job_order=order, number=1)
    RequiredCompetency.objects.create(version=version, competency_id="onet:2.A.1.a", name="Reading", level=3)
    ProfileConfirmation.objects.create(
        version=ProfileVersion.objects.create(job_order=order, number=2), name="E", title="Boss", on_behalf_of=name,
        signed_at=timezone.now(), content_hash="x" * 64,
    )  # fmt: skip
    commitment = Commitment.objects.create(
        job_order=order, number=1, openings=1, until=soon, wage=18, wage_unit="hour", profile_number=1, name="E",
        title="Boss", role="employer", content_hash="x" * 64,
    )  # fmt: skip
    opening = Opening.objects.create(job_order=order, number=1, commitment=commitment)
    Plan.objects.create(job_order=order, profile_version=version, number=1, scenario="displaced", document={})
    Shortlisted.objects.create(job_order=order, participant=person)
    ListReview.objects.create(
        job_order=order, participant=person, organization=agency, job_title="Welder", standing={}, due_on=soon
    )
    course = Course.objects.create(provider=agency, code=f"C-{number}", title="Care", hours=10, price=0)
    CourseCompetency.objects.create(course=course, competency_id="x", name="x", level_from=1, level_to=2)
    Location.objects.create(organization=agency, name="Main")
    program = Program.objects.create(organization=agency, name="Care")
    Site.objects.create(program=program, name="North")
    fund = Fund.objects.create(program=program, name="Title I", amount=1)
    Rate.objects.create(organization=agency, kind="exam", amount=95, source="The board's list", fund=fund)
    cohort_rows(agency, person, program, opening, fund)
    certificate_rows.make(agency, person)
    ProgramManager.objects.create(program=program, user=users["program_manager"])
    LedgerRow.objects.create(
        organization=agency, participant=person, program=program, source_kind="plan", source_id="1", is_actual=True,
        part="train", label="Class", day=soon, cost=1,
    )  # fmt: skip
    _messages(agency, person, soon)
    _curriculum(agency, order, soon)
    placement_rows.make(agency, person, soon)
    support_rows.make(agency, person, soon)
    needs_rows.make(agency, person, users["coach"])
    sharing_rows.make(agency, person, users["coach"])
    measure_rows.make(agency, person)
    practice_rows.make(agency, person)
    workforce_rows.make(agency, person)
    Invitation.objects.create(
        organization=agency,
        email=f"new{number}@example.org",
        role="coach",
        secret_hash=f"i{number}",
        expires_at=soon,
    )
    ApiToken.objects.create(
        user=users["coach"],
        organization=agency,
        role="coach",
        name="x",
        secret_hash=f"t{number}",
        expires_at=soon,
    )
    return agency, users


def _curriculum(agency, order, soon):
    """Make a partnership with a council and an agreement, and a curriculum that its decision asked for."""
    partnership = Partnership.objects.create(agency=agency, name="Care")
    Partner.objects.create(partnership=partnership, organization=agency, role="lead")
    Contact.objects.create(partnership=partnership, day=soon, way="call", note="x")
    seat = CouncilMember.objects.create(partnership=partnership, name="Pat")
    meeting = CouncilMeeting.objects.create(partnership=partnership, starts_at=soon)
    MeetingPresence.objects.create(meeting=meeting, member=seat)
    AgendaItem.objects.create(meeting=meeting, position=1, title="x")
    decision = CouncilDecision.objects.create(meeting=meeting, number=1, text="x")
    agreement = SupplyAgreement.objects.create(
        partnership=partnership, supplier=agency, receiver=agency, occupation_code="31-1131.00", people=1,
        starts_on=soon, ends_on=soon,
    )  # fmt: skip
    Supply.objects.create(agreement=agreement, day=soon, people=1, note="x")
    profile = ProfileVersion.objects.create(job_order=order, number=3)
    line = RequiredCompetency.objects.create(
        version=profile, competency_id="onet:2.A.1.a", name="Reading", level=3
    )
    ProfileVersion.objects.filter(pk=profile.pk).update(signed_at=timezone.now())
    curriculum = Curriculum.objects.create(agency=agency, partnership=partnership, title="Care")
    version = CurriculumVersion.objects.create(curriculum=curriculum, number=1)
    basis = Basis.objects.create(
        version=version, job_order=order, profile_version=profile, employer_name="E", job_title="Welder"
    )
    module = Module.objects.create(version=version, position=1, kind="classroom", title="Reading")
    taught = ModuleCompetency.objects.create(
        module=module, competency_id="onet:2.A.1.a", name="Reading", level=3
    )
    ServedRequirement.objects.create(competency=taught, requirement=line)
    Comment.objects.create(version=version, text="x", name="y")
    DecidedChange.objects.create(version=version, decision=decision)
    CurriculumVersion.objects.filter(pk=version.pk).update(status="in_review")
    Signature.objects.create(
        version=version,
        basis=basis,
        name="E",
        title="Boss",
        on_behalf_of="E",
        role="employer",
        content_hash="x" * 64,
    )


def _messages(agency, person, soon):
    """Make a conversation with an answer, a request and a link, all with and about the person."""
    thread = Thread.objects.create(organization=agency, participant=person)
    Message.objects.create(
        organization=agency, participant=person, kind="note", channel="app", text="x", thread=thread
    )
    Reply.objects.create(thread=thread, came_by="app", text="y")
    Request.objects.create(
        organization=agency, participant=person, kind="plan_answer", about_kind="plan_place", about_id="1", subject="z",
        due_on=soon, expires_at=soon, next_at=soon,
    )  # fmt: skip
    SignedLink.objects.create(
        organization=agency, participant=person, scope="reply", about_kind="thread", about_id=str(thread.pk),
        secret_hash=f"l{agency.pk}"[:64], expires_at=soon,
    )  # fmt: skip


ATTEMPTED = """
CREATE FUNCTION attempted(statements text[]) RETURNS int[] LANGUAGE plpgsql AS $$
DECLARE
  one text;
  reached int;
  found int[] := '{}';
BEGIN
  FOREACH one IN ARRAY statements LOOP
    reached := 0;
    BEGIN
      EXECUTE one;
      GET DIAGNOSTICS reached = ROW_COUNT;
      RAISE EXCEPTION USING ERRCODE = 'UNDO0';
    EXCEPTION
      WHEN SQLSTATE 'UNDO0' THEN NULL;  -- the statement is undone; what it reached stays in the variable
      WHEN OTHERS THEN reached := 0;
    END;
    found := found || reached;
  END LOOP;
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION attempted TO PUBLIC;
"""
"""Runs each statement as whoever calls, undoes it, and returns how many rows each reached; a refusal reaches none."""


@pytest.fixture
def tenants(db):
    with connection.cursor() as cursor:
        cursor.execute(ATTEMPTED)
    with acting_as_system("test"):
        return [tenant(number) for number in range(TENANTS)]


def attempt(statements):
    """Return for each key how many rows its statement reached: thousands of statements, one round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempted(%s)", [list(statements.values())])
        return dict(zip(statements, cursor.fetchone()[0], strict=True))


def belongs(agency, users):
    """Return SQL for each table: the row is this tenant's."""
    ids = ", ".join(f"'{user.pk}'" for user in users.values())
    person = (
        f"participant_id IN (SELECT id FROM participants_participant WHERE registered_by_id = '{agency.pk}')"
    )
    order = f"job_order_id IN (SELECT id FROM job_orders_joborder WHERE agency_id = '{agency.pk}')"
    version = f"version_id IN (SELECT id FROM job_orders_profileversion WHERE {order})"
    organization = f"organization_id = '{agency.pk}'"
    program = f"program_id IN (SELECT id FROM programs_program WHERE {organization})"
    course = f"course_id IN (SELECT id FROM organizations_course WHERE provider_id = '{agency.pk}')"
    ours = f"agency_id = '{agency.pk}'"
    partnership = f"partnership_id IN (SELECT id FROM organizations_partnership WHERE {ours})"
    meeting = f"meeting_id IN (SELECT id FROM organizations_councilmeeting WHERE {partnership})"
    curriculum = f"curriculum_id IN (SELECT id FROM curricula_curriculum WHERE {ours})"
    of_version = f"version_id IN (SELECT id FROM curricula_curriculumversion WHERE {curriculum})"
    module = f"module_id IN (SELECT id FROM curricula_module WHERE {of_version})"
    # an employer reads an override of a cohort that it may not read itself yet
    with acting_as_system("test"):
        cohorts = ", ".join(f"'{row.pk}'" for row in Cohort.objects.filter(organization=agency))
    parts = ("workhistory", "participantcredential", "heldcompetency", "document", "barrier", "characteristic",
             "participantlevels", "consent", "readlog")  # fmt: skip
    return {
        "accounts_user": f"id IN ({ids})",
        "organizations_organization": f"id = '{agency.pk}'",
        "organizations_location": organization,
        "organizations_membership": organization,
        "organizations_invitation": organization,
        "organizations_apitoken": organization,
        "organizations_course": f"provider_id = '{agency.pk}'",
        "organizations_coursecompetency": course,
        "participants_participant": f"registered_by_id = '{agency.pk}'",
        **{f"participants_{part}": person for part in parts},
        "participants_importbatch": organization,
        "participants_layoff": organization,
        "participants_layoffplace": person,
        "participants_importrow": f"batch_id IN (SELECT id FROM participants_importbatch WHERE {organization})",
        "job_orders_joborder": f"agency_id = '{agency.pk}'",
        "job_orders_submittedjob": f"agency_id = '{agency.pk}'",
        "job_orders_profileversion": order,
        "job_orders_requiredcompetency": version,
        "job_orders_profileconfirmation": version,
        "job_orders_commitment": order,
        "job_orders_opening": order,
        "plans_plan": order,
        "plans_shortlisted": person,
        "plans_listreview": person,
        "programs_program": organization,
        "programs_rate": organization,
        **{f"programs_{part}": program for part in ("site", "fund", "programmanager")},
        "ledger_ledgerrow": organization,
        "organizations_partnership": ours,
        **{
            f"organizations_{part}": partnership
            for part in ("partner", "contact", "councilmember", "councilmeeting", "supplyagreement")
        },
        **{f"organizations_{part}": meeting for part in ("meetingpresence", "agendaitem", "councildecision")},
        "organizations_supply": f"agreement_id IN (SELECT id FROM organizations_supplyagreement WHERE {partnership})",
        "curricula_curriculum": ours,
        "curricula_curriculumversion": curriculum,
        **{
            f"curricula_{part}": of_version
            for part in ("basis", "module", "signature", "comment", "decidedchange")
        },
        "curricula_modulecompetency": module,
        "curricula_servedrequirement": f"competency_id IN (SELECT id FROM curricula_modulecompetency WHERE {module})",
        "cohorts_cohort": organization,
        "cohorts_application": organization,
        "cohorts_enrolment": organization,
        "cohorts_savedsearch": person,
        **{
            f"cohorts_{part}": f"cohort_id IN (SELECT id FROM cohorts_cohort WHERE {organization})"
            for part in COHORT
        },
        "cohorts_seatoverride": f"cohort_id IN ({cohorts})",
        **{
            f"cohorts_{part}": f"application_id IN (SELECT id FROM cohorts_application WHERE {organization})"
            for part in ("ruleanswer", "proofdocument", "drawentry")
        },
        **{f"outbox_{part}": organization for part in ("thread", "message", "request", "signedlink")},
        "outbox_reply": f"thread_id IN (SELECT id FROM outbox_thread WHERE {organization})",
        **certificate_rows.belongs(organization, person),
        **training_belongs(organization),
        **placement_rows.belongs(organization),
        **support_rows.belongs(organization),
        **needs_rows.belongs(organization, person),
        **sharing_rows.belongs(organization),
        **measure_rows.belongs(organization),
        **practice_rows.belongs(organization),
        **workforce_rows.belongs(organization),
    }


def statements(name, where):
    column = "id"
    return {
        "S": f"SELECT {column} FROM {name} WHERE {where}",
        "U": f"UPDATE {name} SET {column} = {column} WHERE {where}",
        "D": f"DELETE FROM {name} WHERE {where}",
    }


def actors(agency, users):
    """Yield every kind of actor of a tenant: those with an account of the role, and the others as anybody signed in."""
    for kind in Kind:
        if kind in {Kind.VISITOR, Kind.LINK}:
            yield kind, None, None
        else:
            yield kind, users.get(kind.value, users["participant"]), agency


def test_an_attempt_counts_what_it_reached_and_leaves_no_trace(tenants):
    count = "SELECT id FROM plans_shortlisted"
    with acting_as_system("test"):
        told = attempt(
            {"S": count, "D": "DELETE FROM plans_shortlisted", "refused": "SELECT 1/0", "again": count}
        )
        assert Shortlisted.objects.count() == TENANTS
    assert told == {"S": TENANTS, "D": TENANTS, "refused": 0, "again": TENANTS}


def test_no_kind_of_actor_reaches_a_row_of_another_tenant(tenants, as_web_role):
    agency, users = tenants[0]
    tried = {
        (name, verb): sql
        for name, where in belongs(agency, users).items()
        for verb, sql in statements(name, f"NOT ({where})").items()
        if not (verb == "S" and name in SHARED)
    }
    leaks = []
    for kind, user, organization in actors(agency, users):
        with acting_as(user, organization, role=kind.value):
            leaks += [(kind.value, *one) for one, reached in attempt(tried).items() if reached]
    assert leaks == []


def test_what_the_table_of_rights_lists_is_possible_and_nothing_else(tenants, as_web_role):
    agency, users = tenants[0]
    rights = all_rights()
    every = {
        (name, verb): sql
        for name, where in belongs(agency, users).items()
        for verb, sql in statements(name, where).items()
    }
    wrong = []
    for kind, user, organization in actors(agency, users):
        unlisted = {one: sql for one, sql in every.items() if kind not in rights[one[0]].kinds(one[1])}
        with acting_as(user, organization, role=kind.value):
            wrong += [
                (kind.value, name, VERBS[verb], "reached, not listed")
                for (name, verb), reached in attempt(unlisted).items()
                if reached
            ]
    for kind in ("program_manager", "coach", "operator"):
        listed = {
            name: sql
            for (name, verb), sql in every.items()
            if verb == "S" and name not in OWN_ONLY and kind in rights[name].kinds("S")
        }
        with acting_as(users[kind], agency, role=kind):
            wrong += [
                (kind, name, "SELECT", "listed, not reached")
                for name, reached in attempt(listed).items()
                if not reached
            ]
    assert wrong == []


def test_every_table_of_the_domain_with_rights_is_in_the_matrix(tenants):
    agency, users = tenants[0]
    open_to_all = {name for name, entry in all_rights().items() if entry.kinds("S") >= set(EVERYBODY)}
    libraries = (
        "account_",
        "mfa_",
        "socialaccount_",
        "axes_",
        "pghistory_",
        "procrastinate_",
        "django_",
        "auth_",
    )
    wanted = {
        name
        for name, entry in all_rights().items()
        if entry.rights and name not in open_to_all and not name.startswith(libraries)
    }
    assert sorted(wanted - set(belongs(agency, users)) - NOT_SEEDED) == []


NOT_SEEDED = {
    "accounts_user_groups", "accounts_user_user_permissions", "reference_referencerelease",
    "organizations_courseprerequisite", "plans_planperson", "plans_plancourse", "plans_plansupportitem",
    "plans_budgetline", "plans_plansignature", "outbox_contactrules", "outbox_notice",
    "outbox_badaddress",
}  # fmt: skip
"""Unused, everybody's, parts of a plan or course with the rule of the whole, or tested with messages."""
