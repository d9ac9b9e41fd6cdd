"""Rights on organizations, memberships, ways in and courses."""

from __future__ import annotations

from gainful.domain.rights import ANY_ROW, SIGNED_IN, Condition, Kind, TableRights, right

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.closed_providers() RETURNS SETOF uuid LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting text := gainful.actor_role(); mine uuid := gainful.actor_organization();
BEGIN
  PERFORM set_config('gainful.role', 'system', true);
  IF acting NOT IN ('system', 'operator') THEN
    RETURN QUERY SELECT DISTINCT m.organization_id FROM organizations_membership m
      WHERE m.role = 'program_manager' AND m.ended_at IS NULL AND m.organization_id IS DISTINCT FROM mine;
  END IF;
  PERFORM set_config('gainful.role', acting, true);
END $$;
"""
"""Providers whose courses the actor may not change: they have managers of their own."""

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
OWN = Condition("their own", "user_id = (SELECT gainful.actor_user())")
OF_ORGANIZATION = Condition(
    "of the acting organization", "organization_id = (SELECT gainful.actor_organization())"
)
NOT_OPERATOR = Condition(
    "of the acting organization, except its operators",
    f"{OF_ORGANIZATION.sql} AND role <> 'operator'",
)
OPEN_PROVIDER = Condition(
    "of a provider that has no managers of its own, or of the acting organization",
    "provider_id NOT IN (SELECT gainful.closed_providers())",
)
OF_OPEN_PROVIDER = Condition(
    "of such a provider's course",
    "course_id IN (SELECT id FROM organizations_course"
    " WHERE provider_id NOT IN (SELECT gainful.closed_providers()))",
)
READ_BY_MANAGERS = (right(MANAGERS, "S", ANY_ROW),)

TABLES = (
    TableRights(
        "organizations_organization",
        "Agencies, providers, employers and partners.",
        (right(SIGNED_IN, "S", ANY_ROW), right(MANAGERS, "IU", ANY_ROW)),
        history=READ_BY_MANAGERS,
    ),
    TableRights(
        "organizations_location",
        "Where an organization works or teaches.",
        (right(SIGNED_IN, "S", ANY_ROW), right(MANAGERS, "IUD", ANY_ROW)),
        history=READ_BY_MANAGERS,
    ),
    TableRights(
        "organizations_membership",
        "Who works for whom, in which role.",
        (
            right(SIGNED_IN, "S", OWN),
            right(SIGNED_IN, "S", OF_ORGANIZATION),
            right(Kind.PROGRAM_MANAGER, "IU", NOT_OPERATOR),
            right(Kind.OPERATOR, "SIU", ANY_ROW),
        ),
        history=(right(SIGNED_IN, "S", OF_ORGANIZATION), right(Kind.OPERATOR, "S", ANY_ROW)),
    ),
    TableRights(
        "organizations_invitation",
        "One-time links that make members.",
        (right(Kind.OPERATOR, "SIU", ANY_ROW),),
    ),
    TableRights(
        "organizations_apitoken",
        "Secrets with which programs act for a person.",
        (right(SIGNED_IN, "SIU", OWN), right(Kind.OPERATOR, "SU", ANY_ROW)),
        history=(right(SIGNED_IN, "S", OWN), right(Kind.OPERATOR, "S", ANY_ROW)),
    ),
    TableRights(
        "organizations_course",
        "What providers teach.",
        (right(SIGNED_IN, "S", ANY_ROW), right(MANAGERS, "IUD", OPEN_PROVIDER)),
        history=READ_BY_MANAGERS,
    ),
    *(
        TableRights(
            f"organizations_{name}",
            about,
            (right(SIGNED_IN, "S", ANY_ROW), right(MANAGERS, "IUD", OF_OPEN_PROVIDER)),
            history=READ_BY_MANAGERS,
        )
        for name, about in (
            ("coursecompetency", "What a course teaches, to which level."),
            ("courseprerequisite", "What a course asks for."),
        )
    ),
)
