"""Rights on organizations, memberships, ways in and courses."""

from __future__ import annotations

from gainful.domain.organizations.partnerships import rights as partnerships
from gainful.domain.organizations.rights_sql import FUNCTIONS as OWN_FUNCTIONS
from gainful.domain.organizations.rights_sql import TRIGGERS
from gainful.domain.rights import ANY_ROW, SIGNED_IN, STAFF, Condition, Kind, Right, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

FUNCTIONS = OWN_FUNCTIONS + partnerships.FUNCTIONS
MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
CLIENTS = {Kind.PARTICIPANT, Kind.ENTERING}
"""Who is served, not who works here: they do not see who else is."""
OWN = Condition("their own", "user_id = (SELECT gainful.actor_user())")
VISITED = Condition("of the account that is signing in", "user_id IN (SELECT gainful.visitor_accounts())")
OF_ORGANIZATION = Condition(
    "of the acting organization", "organization_id = (SELECT gainful.actor_organization())"
)
ANY_FOR_INSTALLATION = Condition(
    "any, for the operator who runs the installation", "(SELECT gainful.runs_installation())"
)
KEPT_WORDS = "they keep: their own, and those that it entered while they have no manager of their own"
KEPT = Condition(f"an organization that {KEPT_WORDS}", "id IN (SELECT gainful.kept_organizations())")
NEWLY_KEPT = Condition(
    "kept by the acting organization", "kept_by_id = (SELECT gainful.actor_organization())"
)
HISTORY_OF_KEPT = Condition("of such an organization", "pgh_obj_id IN (SELECT gainful.kept_organizations())")
OF_KEPT = Condition(
    f"of an organization that {KEPT_WORDS}", "organization_id IN (SELECT gainful.kept_organizations())"
)
NEW_INVITATION = Condition(
    f"{OF_KEPT.words}, for a week",
    f"({OF_KEPT.sql}) AND expires_at <= now() + interval '8 days' AND created_at <= now() + interval '1 hour'",
)
OF_KEPT_PROVIDER = Condition(
    "of a provider that they keep", "provider_id IN (SELECT gainful.kept_organizations())"
)
OF_KEPT_COURSE = Condition(
    "of such a provider's course",
    "course_id IN (SELECT id FROM organizations_course WHERE provider_id IN (SELECT gainful.kept_organizations()))",
)
ROLE_HELD = Condition(
    "their own, for a role that they hold, for a year at most",
    "user_id = (SELECT gainful.actor_user()) AND EXISTS (SELECT FROM organizations_membership m"
    " WHERE m.user_id = organizations_apitoken.user_id AND m.role = organizations_apitoken.role"
    " AND m.organization_id = organizations_apitoken.organization_id AND m.ended_at IS NULL)"
    " AND expires_at <= now() + interval '367 days'",
)
FIXED_TOKEN = {
    "organization_id": "what it opens was settled when it was made",
    "role": "what it opens was settled when it was made",
    "secret_hash": "the secret was handed out",
    "expires_at": "when it ends was settled when it was made",
    "created_at": "when it was made",
}


def of_operators(verbs: str) -> tuple[Right, ...]:
    """Return the rights of an operator over rows of their organization, and of who runs the installation."""
    return (right(Kind.OPERATOR, verbs, OF_ORGANIZATION), right(Kind.OPERATOR, verbs, ANY_FOR_INSTALLATION))


TABLES = (
    TableRights(
        "organizations_organization",
        "Agencies, providers, employers and partners.",
        (
            right(SIGNED_IN, "S", ANY_ROW),
            right(
                MANAGERS,
                "I",
                Condition(
                    "kept by the acting organization", "kept_by_id = (SELECT gainful.actor_organization())"
                ),
            ),
            right(MANAGERS, "U", KEPT),
            right(
                Kind.VISITOR,
                "S",
                Condition(
                    "where the account has a role, or the invitation or token leads",
                    "id IN (SELECT organization_id FROM organizations_membership)"
                    " OR id IN (SELECT organization_id FROM organizations_invitation)",
                ),
            ),
            right(
                Kind.LINK,
                "S",
                Condition(
                    "agency and employer of the link's job order",
                    "id IN (SELECT gainful.link_organizations())",
                ),
            ),
        ),
        history=(
            right(
                MANAGERS,
                "S",
                Condition("of such an organization", "pgh_obj_id IN (SELECT gainful.kept_organizations())"),
            ),
        ),
        open_columns={"name": "what an organization is called opens nothing"},
        fixed={"kept_by_id": "the database sets it", "is_sample": "what is made up stays so"},
    ),
    TableRights(
        "organizations_location",
        "Where an organization works or teaches.",
        (right(SIGNED_IN, "S", ANY_ROW), right(MANAGERS, "IUD", OF_KEPT)),
        history=(right(MANAGERS, "S", OF_KEPT),),
        fixed={"organization_id": "a place stays with its organization"},
    ),
    TableRights(
        "organizations_membership",
        "Who works for whom, in which role.",
        (
            right(SIGNED_IN, "S", OWN),
            right(tuple(kind for kind in SIGNED_IN if kind not in CLIENTS), "S", OF_ORGANIZATION),
            right(Kind.VISITOR, "S", VISITED),
            *of_operators("U"),
            right(Kind.OPERATOR, "S", ANY_FOR_INSTALLATION),
        ),
        history=(right(STAFF, "S", OF_ORGANIZATION), right(Kind.OPERATOR, "S", ANY_FOR_INSTALLATION)),
        fixed={
            "user_id": "a role is one person's",
            "organization_id": "a role is held in one organization",
            "role": "another role is another membership",
        },
        once={"ended_at": "an ended role stays ended"},
    ),
    TableRights(
        "organizations_invitation",
        "One-time links that make members.",
        (
            *of_operators("SU"),
            right(Kind.OPERATOR, "I", NEW_INVITATION),
            right(
                Kind.VISITOR,
                "S",
                Condition("the one that they hold", "secret_hash = (SELECT gainful.subject('invitation'))"),
            ),
        ),
        history=of_operators("S"),
        authors={"invited_by_id": "it says who invited"},
        fixed={"email": "it was sent to one address", "invited_by_id": "who invited stays so", **FIXED_TOKEN},
        once={"revoked_at": "an ended invitation stays ended", "accepted_at": "it is used once"},
        open_columns={"name": "how the letter greets them"},
    ),
    TableRights(
        "organizations_apitoken",
        "Secrets with which programs act for a person.",
        (
            right(SIGNED_IN, "SU", OWN),
            right(SIGNED_IN, "I", ROLE_HELD),
            *of_operators("SU"),
            right(
                Kind.VISITOR,
                "SU",
                Condition("the one that they hold", "secret_hash = (SELECT gainful.subject('token'))"),
            ),
        ),
        history=(right(SIGNED_IN, "S", OWN), *of_operators("S")),
        fixed={
            "user_id": "a token acts for one person",
            "scope": "what it may do was settled",
            **FIXED_TOKEN,
        },
        once={"revoked_at": "an ended token stays ended"},
        rises={"last_used_at": "its owner sees the last use"},
        open_columns={"name": "what its owner calls it"},
    ),
    TableRights(
        "organizations_course",
        "What providers teach.",
        (right((*SIGNED_IN, Kind.LINK), "S", ANY_ROW), right(MANAGERS, "IUD", OF_KEPT_PROVIDER)),
        history=(right(MANAGERS, "S", OF_KEPT_PROVIDER),),
        fixed={"provider_id": "a course stays with its provider"},
    ),
    *(
        TableRights(
            f"organizations_{name}",
            about,
            (right(SIGNED_IN, "S", ANY_ROW), right(MANAGERS, "IUD", OF_KEPT_COURSE)),
            history=(right(MANAGERS, "S", OF_KEPT_COURSE),),
            fixed={"course_id": "it stays with its course"},
            seen=seen,
        )
        for name, about, seen in (
            ("coursecompetency", "What a course teaches, to which level.", {}),
            ("courseprerequisite", "What a course asks for.", {"requires_id": "organizations_course"}),
        )
    ),
    *partnerships.TABLES,
)
