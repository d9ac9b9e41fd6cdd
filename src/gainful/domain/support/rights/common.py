"""Conditions that several tables about a person's support share."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import Condition

_OURS = "organization_id = (SELECT gainful.staff_organization())"
LET_IN_SQL = (
    "organization_id IN (SELECT c.organization_id FROM participants_consent c"
    " WHERE c.participant_id IN (SELECT gainful.own_participants()) AND c.revoked_at IS NULL"
    " AND c.expires_at > now() AND 'support' = ANY (c.scopes))"
)
WE_LEAD = Condition("of the acting organization", _OURS)
LET_IN = Condition("of an agency they let in", LET_IN_SQL)


def ours(table: str, *, sensitive: bool = False, more: str = "", words: str = "") -> Condition:
    """Return the condition: of the acting organization, about people whose consent opens it.

    `sensitive` rows that say so of themselves need the scope for sensitive answers besides.
    """
    sql = f"{_OURS} AND {consented(table, 'support').sql}"
    said = f"of the acting organization, of {consented(table, 'support').words}"
    if sensitive:
        sql += f" AND (NOT is_sensitive OR {consented(table, 'sensitive').sql})"
        said += "; sensitive ones where it has the scope “sensitive”"
    return Condition(said + words, sql + more)


def ours_by_name(table: str) -> Condition:
    """Return the same for rows that hold the person's name: they need the scope for it besides."""
    return ours(
        table, more=f" AND {consented(table, 'profile').sql}", words="; they hold the name, so the scope “profile” too"
    )  # fmt: skip


def elsewhere(table: str, scope: str, more: str = "", words: str = "") -> Condition:
    """Return the condition: of any agency, about people whose consent opens this part to the acting one.

    Sensitive rows need the scope for sensitive answers besides.
    """
    found = consented(table, scope)
    return Condition(
        f"of any agency, of {found.words}; sensitive ones where it has the scope “sensitive”{words}",
        f"{found.sql} AND (NOT is_sensitive OR {consented(table, 'sensitive').sql}){more}",
    )


def mine_for_helper(table: str) -> Condition:
    """Return the condition on a new row: about oneself, for an agency that one lets in."""
    return Condition("about themselves, for an agency they let in", f"{own(table).sql} AND {LET_IN_SQL}")


def of_parent(table: str, column: str, parent: str, words: str, more: str = "") -> Condition:
    """Return the condition: of a row of `parent` that the actor may read, about the same person."""
    return Condition(
        f"of {words} they may read, about the same person",
        f"{column} IN (SELECT p.id FROM {parent} p WHERE p.participant_id = {table}.participant_id){more}",
    )
