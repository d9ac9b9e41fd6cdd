"""Rights on cohorts: the agency's staff, the applicant, whoever teaches, the employer behind it, and the public."""

from __future__ import annotations

from gainful.domain.cohorts import apprentice_rights, certificate_rights, rights_sql, training_rights
from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

FUNCTIONS = (
    rights_sql.FUNCTIONS
    + training_rights.FUNCTIONS
    + apprentice_rights.FUNCTIONS
    + certificate_rights.FUNCTIONS
)
TRIGGERS = rights_sql.TRIGGERS + training_rights.TRIGGERS + apprentice_rights.TRIGGERS

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
ANYBODY = (*SIGNED_IN, Kind.LINK, Kind.VISITOR)
APPLICATION, ENROLMENT, SEARCH = "cohorts_application", "cohorts_enrolment", "cohorts_savedsearch"
_OURS = "organization_id = (SELECT gainful.staff_organization())"
_PUBLIC = "is_public AND opened_at IS NOT NULL"
OURS = Condition("of the acting agency", _OURS)
PUBLIC = Condition("open to the public, once it was opened", _PUBLIC)
THEIRS = Condition(
    "that they applied to, are in, teach, or stand behind with openings, once it was opened",
    "opened_at IS NOT NULL AND id IN (SELECT gainful.own_cohorts())",
)
OF_COHORT = Condition("of a cohort they may read", "cohort_id IN (SELECT id FROM cohorts_cohort)")
_OUR_COHORTS = (
    "(SELECT c.id FROM cohorts_cohort c WHERE c.organization_id = (SELECT gainful.staff_organization()))"
)
AT_EMPLOYER = Condition(
    "put before the acting employer", "employer_id = (SELECT gainful.employer_organization())"
)
OF_OURS = Condition("of a cohort of the acting agency", f"cohort_id IN {_OUR_COHORTS}")
OUR_APPLICANTS = Condition(
    "to the acting agency: of people whose consent to it is in force, or while the applicant lets it read them",
    f"{_OURS} AND ((participant_id IS NULL AND shared_until > now()) OR {consented(APPLICATION, 'profile').sql})",
)
LINKED = Condition(
    "the link's application",
    "id = (SELECT gainful.link_application())",
)
OF_APPLICATION = Condition(
    "of an application they may read", "application_id IN (SELECT id FROM cohorts_application)"
)
OUR_PEOPLE = Condition(
    "of the acting agency, people whose consent to it is in force",
    f"{_OURS} AND {consented(ENROLMENT, 'profile').sql}",
)
TAUGHT = Condition(
    "of a cohort that they teach, people whose consent to its agency is in force",
    "id IN (SELECT gainful.taught_seats())",
)
LINKED_SEAT = Condition("of the link's application", "application_id = (SELECT gainful.link_application())")
_STAYS = "an application stays with its cohort and its applicant"


def _in(action: str, where: Condition) -> Condition:
    return Condition(
        f"{where.words}, in the action “{action}”",
        f"({where.sql}) AND (SELECT gainful.action()) = '{action}'",
    )


def _part(
    name: str, about: str, *, verbs: str = "IUD", readers: tuple[Kind, ...] = ANYBODY, **more: dict[str, str]
) -> TableRights:
    """Return the rights on a part of a cohort: its readers read, managers of its agency change."""
    fixed = {"cohort_id": "it stays with its cohort", **more.pop("fixed", {})}
    return TableRights(
        f"cohorts_{name}",
        about,
        (right(readers, "S", OF_COHORT), right(MANAGERS, verbs, OF_OURS)),
        history=(right(STAFF, "S", OF_OURS),),
        fixed=fixed,
        **more,  # type: ignore[arg-type]
    )


TABLES = (
    TableRights(
        "cohorts_cohort",
        "Cohorts: seats, dates, what is published.",
        (
            right(STAFF, "S", OURS),
            right(MANAGERS, "IU", OURS),
            right(ANYBODY, "S", PUBLIC),
            right((*SIGNED_IN, Kind.LINK), "S", THEIRS),
        ),
        history=(right(STAFF, "S", OURS),),
        fixed={
            "organization_id": "a cohort stays with its agency",
            "program_id": "a cohort stays in its program: its completion rate counts there",
            "created_by_id": "who made it stays so",
            "is_sample": "what is made up stays so",
        },
        by_action=dict.fromkeys(("status", "opened_at", "seats", "expected_rate"), "move_cohort"),
        begins={"status": "'draft'", "opened_at": "NULL"},
        open_columns={"is_public": "its managers decide who may read about it"},
        authors={"created_by_id": "it says who made it"},
        seen={
            "program_id": "programs_program",
            "site_id": "programs_site",
            "curriculum_id": "curricula_curriculumversion",
        },
    ),
    TableRights(
        "cohorts_cohortopening",
        "Openings that stand behind a cohort.",
        (
            right(STAFF, "S", OF_OURS),
            right(MANAGERS, "IU", OF_OURS),
            right(
                Kind.EMPLOYER,
                "S",
                Condition("their own openings", "opening_id IN (SELECT id FROM job_orders_opening)"),
            ),
        ),
        history=(right(STAFF, "S", OF_OURS),),
        fixed={"cohort_id": "another cohort is another row", "opening_id": "another opening is another row"},
        once={"released_at": "a row that was released stays so"},
        seen={"opening_id": "job_orders_opening"},
    ),
    TableRights(
        "cohorts_releaseagreement",
        "What the present employer of a cohort's people promised; its terms stay as they were put.",
        (
            right(STAFF, "S", OF_OURS),
            right(MANAGERS, "IU", OF_OURS),
            right(Kind.EMPLOYER, "SU", AT_EMPLOYER),
            right(
                (Kind.PARTICIPANT, Kind.LINK),
                "S",
                Condition(
                    "signed, of a cohort that they applied to or are in",
                    "signed_at IS NOT NULL AND cohort_id IN (SELECT gainful.own_cohorts())",
                ),
            ),
        ),
        history=(right(STAFF, "S", OF_OURS), right(Kind.EMPLOYER, "S", AT_EMPLOYER)),
        fixed=dict.fromkeys(
            (
                "cohort_id",
                "employer_id",
                "cohort_name",
                "agency_name",
                "starts_on",
                "ends_on",
                "people",
                "hours_per_week",
                "is_paid",
                "backfill",
                "proposed_by_id",
            ),
            "other terms are another agreement",
        ),
        by_action=dict.fromkeys(
            ("signed_at", "signer_name", "signer_title", "signed_by_id", "refused_at", "reason"),
            "sign_release",
        ),
        once={"withdrawn_at": "taken back stays taken back"},
        begins={"signed_at": "NULL", "refused_at": "NULL", "withdrawn_at": "NULL", "signed_by_id": "NULL"},
        limits={
            Kind.EMPLOYER: (
                "signed_at",
                "signer_name",
                "signer_title",
                "signed_by_id",
                "refused_at",
                "reason",
            ),
            **dict.fromkeys(MANAGERS, ("withdrawn_at",)),
        },
        authors={"proposed_by_id": "it says who put it"},
        seen={"employer_id": "organizations_organization"},
    ),
    TableRights(
        "cohorts_seatoverride",
        "Seats beyond the openings: who allowed them, and why; rows are added, never changed.",
        (
            right(ANYBODY, "S", OF_COHORT),
            right(
                Kind.EMPLOYER,
                "S",
                Condition(
                    "of a cohort for which they are asked for hours off, before it is opened too",
                    "cohort_id IN (SELECT gainful.released_cohorts())",
                ),
            ),
            right(
                MANAGERS,
                "I",
                _in(
                    "override_seats",
                    Condition(
                        f"{OF_OURS.words}, named by whoever acts",
                        f"{OF_OURS.sql} AND user_id IS NOT DISTINCT FROM (SELECT gainful.actor_user())",
                    ),
                ),
            ),
        ),
        history=(right(STAFF, "S", OF_OURS),),
    ),
    _part(
        "track",
        "Roles within a cohort, with seats of their own.",
        seen={"job_order_id": "job_orders_joborder"},
    ),
    _part(
        "instructor",
        "Who teaches a cohort.",
        verbs="ID",
        seen={"user_id": "accounts_user"},
        fixed={"user_id": "another person is another row"},
    ),
    _part("cohortfund", "Money that pays for a cohort.", readers=STAFF, seen={"fund_id": "programs_fund"}),
    _part(
        "eligibilityrule",
        "Rules of eligibility; they change while a cohort is prepared.",
        seen={"job_order_id": "job_orders_joborder"},
    ),
    _part(
        "seatfloor",
        "Seats at least for a segment, said before the draw.",
        by_action=dict.fromkeys(("promised", "lowered_reason"), "lower_floor"),
        seen={"rule_id": "cohorts_eligibilityrule", "track_id": "cohorts_track"},
    ),
    TableRights(
        APPLICATION,
        "Applications: the applicant, and staff of the agency as long as the applicant lets it read them.",
        (
            right(STAFF, "SIU", OUR_APPLICANTS),
            right(SIGNED_IN, "SIU", own(APPLICATION)),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(
            right(
                STAFF,
                "S",
                Condition("of an application they may read", f"pgh_obj_id IN (SELECT id FROM {APPLICATION})"),
            ),
            right(SIGNED_IN, "S", own(f"{APPLICATION}event")),
        ),
        fixed={
            **dict.fromkeys(("cohort_id", "organization_id", "code", "source", "applied_at"), _STAYS),
            "created_by_id": "who entered it stays so",
            "previous_id": "which application came before stays so",
        },
        by_action={
            "participant_id": "identify_applicant",
            **dict.fromkeys(("status", "status_at", "refusal", "words", "place"), "move_application"),
            "decide_by": "move_application",
            "left_reason": "move_application",
        },
        falls={"shared_until": "the applicant was told until when; only an earlier end is theirs to choose"},
        begins={"status": "'received'", "refusal": "''", "left_reason": "''", "place": "NULL"},
        limits={
            Kind.LINK: (
                "status",
                "status_at",
                "words",
                "follow",
                "follow_asked_at",
                "decide_by",
                "late_told_at",
                "left_reason",
                "shared_until",
                "track_id",
            ),
        },
        authors={"created_by_id": "it says who entered it"},
        seen={"cohort_id": "cohorts_cohort", "track_id": "cohorts_track", "previous_id": APPLICATION},
    ),
    TableRights(
        "cohorts_ruleanswer",
        "Answers to rules of eligibility, and who saw the proof.",
        (
            right((*STAFF, Kind.LINK), "SIU", OF_APPLICATION),
            right(SIGNED_IN, "SIU", OF_APPLICATION),
        ),
        history=(right(SIGNED_IN, "S", OF_APPLICATION),),
        fixed={
            "application_id": "an answer stays in its application",
            "rule_id": "an answer stays with its question",
        },
        by_action=dict.fromkeys(("proof_seen_on", "proof_until", "seen_by_id"), "see_proof"),
        begins={"proof_seen_on": "NULL", "proof_until": "NULL", "seen_by_id": "NULL"},
        seen={"rule_id": "cohorts_eligibilityrule"},
    ),
    TableRights(
        "cohorts_proofdocument",
        "Files that applicants gave as proof.",
        (
            right((*STAFF, Kind.LINK), "SID", OF_APPLICATION),
            right(SIGNED_IN, "SID", OF_APPLICATION),
        ),
        history=(right(SIGNED_IN, "S", OF_APPLICATION),),
        authors={"uploaded_by_id": "it says who brought it"},
        seen={"rule_id": "cohorts_eligibilityrule"},
    ),
    TableRights(
        "cohorts_draw",
        "Draws as published: codes and outcomes, no names.",
        (right(ANYBODY, "S", OF_COHORT), right(MANAGERS, "IU", OF_OURS)),
        history=(right(STAFF, "S", OF_OURS),),
        fixed={
            **dict.fromkeys(
                ("number", "commitment", "opens_at", "announced_at", "floor_prices", "comparisons"),
                "what was announced stays as it was announced",
            ),
            "cohort_id": "a draw stays with its cohort",
            "announced_by_id": "who announced it stays so",
        },
        by_action=dict.fromkeys(
            ("status", "record", "contributions", "drawn_at", "void_reason", "void_words", "voided_at"),
            "move_draw",
        ),
        begins={"status": "'announced'", "drawn_at": "NULL"},
        authors={"announced_by_id": "it says who announced it"},
    ),
    TableRights(
        "cohorts_drawentry",
        "Each person's chance and outcome; named by the application, so only its readers see whose it is.",
        (
            right((*SIGNED_IN, Kind.LINK), "S", OF_APPLICATION),
            right(
                MANAGERS,
                "I",
                Condition(
                    "of an application to the acting agency, in a draw of one of its cohorts",
                    f"{OF_APPLICATION.sql} AND draw_id IN (SELECT d.id FROM cohorts_draw d WHERE d.{OF_OURS.sql})",
                ),
            ),
            right(MANAGERS, "U", OF_APPLICATION),
        ),
        history=(right(SIGNED_IN, "S", OF_APPLICATION),),
        fixed={
            **dict.fromkeys(("draw_id", "application_id"), "an entry stays in its draw"),
            **dict.fromkeys(
                ("stratum", "priority", "segment", "chance"), "what was announced stays as it was announced"
            ),
        },
        by_action=dict.fromkeys(("outcome", "place"), "move_draw"),
        begins={"outcome": "''", "place": "NULL"},
    ),
    TableRights(
        ENROLMENT,
        "Who is in a cohort: the person, staff, and who teaches it.",
        (
            right(STAFF, "SIU", OUR_PEOPLE),
            right(SIGNED_IN, "S", own(ENROLMENT)),
            right(SIGNED_IN, "I", _in("enrol", own(ENROLMENT))),
            right(Kind.LINK, "I", _in("enrol", LINKED_SEAT)),
            right(Kind.LINK, "S", LINKED_SEAT),
            right(Kind.INSTRUCTOR, "S", TAUGHT),
        ),
        history=(
            right(
                STAFF,
                "S",
                Condition("of an enrolment they may read", f"pgh_obj_id IN (SELECT id FROM {ENROLMENT})"),
            ),
            right(SIGNED_IN, "S", own(f"{ENROLMENT}event")),
        ),
        fixed=dict.fromkeys(
            ("cohort_id", "organization_id", "participant_id", "application_id", "enrolled_at"),
            "a seat stays its holder's",
        ),
        by_action=dict.fromkeys(("status", "ended_at", "reason"), "move_enrolment"),
        begins={"status": "'enrolled'", "ended_at": "NULL"},
        seen={"cohort_id": "cohorts_cohort", "track_id": "cohorts_track", "application_id": APPLICATION},
    ),
    TableRights(
        SEARCH,
        "Saved searches: their owner's alone.",
        (
            right(SIGNED_IN, "SIU", own(SEARCH)),
            right(
                Kind.LINK,
                "SU",
                Condition(
                    "the link's search, by a link of the system's",
                    "id = (SELECT gainful.link_about('search')) AND (SELECT gainful.systems_link())",
                ),
            ),
        ),
        history=(right(SIGNED_IN, "S", own(f"{SEARCH}event")),),
        fixed={
            "participant_id": "a search stays its owner's",
            "organization_id": "another agency is another search",
            "email": "another address is another search",
        },
        once={"confirmed_at": "confirmed once", "ended_at": "an ended search stays so"},
        limits={Kind.LINK: ("confirmed_at", "ended_at")},
        seen={"organization_id": "organizations_organization"},
    ),
    *training_rights.TABLES,
    *apprentice_rights.TABLES,
    *certificate_rights.TABLES,
)
