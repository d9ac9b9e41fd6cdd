"""Rights on certificates: keys and lists are public and name nobody; a certificate is its holder's and its agency's."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, either, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
ANYBODY = (*SIGNED_IN, Kind.LINK, Kind.VISITOR)
CERTIFICATE, BADGE = "cohorts_certificate", "cohorts_heldbadge"
_OURS = "organization_id = (SELECT gainful.staff_organization())"
OURS = Condition("of the acting agency", _OURS)
PUBLISHED = Condition("published by any agency", "true")
OUR_LISTS = Condition(
    "of a list of the acting agency",
    "status_list_id IN (SELECT l.id FROM cohorts_statuslist l WHERE l.organization_id ="
    " (SELECT gainful.staff_organization()))",
)
OUR_HOLDERS = Condition(
    "of the acting agency, people whose consent to it is in force",
    f"{_OURS} AND {consented(CERTIFICATE, 'profile').sql}",
)
LINKED = Condition(
    "the link's certificate, while its holder shares it by this very link",
    "id = (SELECT gainful.link_about('certificate')) AND share_link = (SELECT gainful.open_link())",
)


def _in(action: str, where: Condition) -> Condition:
    return Condition(
        f"{where.words}, in the action “{action}”",
        f"({where.sql}) AND (SELECT gainful.action()) = '{action}'",
    )


FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.marked_places(list uuid, purpose text) RETURNS SETOF integer LANGUAGE sql ROWS 1000
  STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.index FROM cohorts_statusentry e WHERE e.status_list_id = list
    AND CASE purpose WHEN 'revocation' THEN e.is_revoked WHEN 'suspension' THEN e.is_suspended ELSE false END
$$;
"""
"""Which places of a list are marked: what is published, without the rows behind it."""

_SIGNED = "what was signed stays as it was signed: another certificate replaces it"

TABLES = (
    TableRights(
        "cohorts_issuerkey",
        "Public keys of agencies; the private halves stand nowhere.",
        (right(ANYBODY, "S", PUBLISHED), right(MANAGERS, "IU", OURS)),
        history=(right(STAFF, "S", OURS),),
        fixed={
            **dict.fromkeys(("number", "did", "public", "created_at"), "what was published stays"),
            "organization_id": "a key stays its agency's",
        },
        once={"retired_at": "a key that signs no more stays so", "withdrawn_at": "taken back once"},
        by_action={"reason": "change_key"},
        begins={"withdrawn_at": "NULL", "retired_at": "NULL", "reason": "''"},
    ),
    TableRights(
        "cohorts_statuslist",
        "Lists of places that say which certificates were taken back.",
        (right(ANYBODY, "S", PUBLISHED), right(MANAGERS, "IU", OURS)),
        history=(right(STAFF, "S", OURS),),
        fixed={
            **dict.fromkeys(("number", "created_at"), "certificates point at it"),
            "organization_id": "a list stays its agency's",
        },
        rises={"version": "each change makes another one"},
    ),
    TableRights(
        "cohorts_statusentry",
        "Places of the lists: marked or not; which certificate has one is not said here.",
        (
            right(STAFF, "S", OUR_LISTS),
            right(MANAGERS, "I", OUR_LISTS),
            right(MANAGERS, "U", _in("move_certificate", OUR_LISTS)),
        ),
        history=(right(STAFF, "S", OUR_LISTS),),
        fixed={"status_list_id": "a place stays in its list", "index": "a place stays where it is"},
        by_action=dict.fromkeys(("is_revoked", "is_suspended"), "move_certificate"),
        begins={"is_revoked": "false", "is_suspended": "false"},
    ),
    TableRights(
        CERTIFICATE,
        "Certificates: the holder, staff of the agency under a consent, whoever the holder shows it to.",
        (
            right(STAFF, "S", OUR_HOLDERS),
            right(MANAGERS, "I", OUR_HOLDERS),
            right(MANAGERS, "U", _in("move_certificate", OUR_HOLDERS)),
            right(SIGNED_IN, "S", own(CERTIFICATE)),
            right(SIGNED_IN, "U", _in("share_certificate", own(CERTIFICATE))),
            right(Kind.LINK, "S", LINKED),
        ),
        history=(
            right(
                STAFF,
                "S",
                Condition("of a certificate they may read", f"pgh_obj_id IN (SELECT id FROM {CERTIFICATE})"),
            ),
            right(SIGNED_IN, "S", own(f"{CERTIFICATE}event")),
        ),
        fixed={
            **dict.fromkeys(
                ("name", "title", "document", "issued_at", "valid_until", "key_id", "entry_id", "replaces_id"), _SIGNED
            ),
            **dict.fromkeys(
                ("organization_id", "cohort_id", "enrolment_id", "participant_id"),
                "a certificate stays its holder's",
            ),
            "issued_by_id": "who issued it stays so",
        },
        by_action={
            **dict.fromkeys(("status", "status_at", "reason"), "move_certificate"),
            "share_link": "share_certificate",
        },
        begins={"status": "'issued'", "reason": "''", "share_link": "NULL"},
        authors={"issued_by_id": "it says who issued it"},
        seen={
            "cohort_id": "cohorts_cohort", "enrolment_id": "cohorts_enrolment", "key_id": "cohorts_issuerkey",
            "entry_id": "cohorts_statusentry", "replaces_id": CERTIFICATE,
        },
    ),
    TableRights(
        BADGE,
        "Badges of others that people brought, with what was found.",
        either(BADGE, "profile", "SIUD"),
        history=either(f"{BADGE}event", "profile", "S"),
        fixed={
            "participant_id": "a badge stays with whoever brought it",
            **dict.fromkeys(("digest", "text"), "another badge is another row"),
        },
        seen={"credential_id": "participants_participantcredential"},
    ),
)  # fmt: skip
