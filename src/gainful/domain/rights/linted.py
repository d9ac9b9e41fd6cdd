"""What pgrls, an independent linter of row security, calls an error, and why it is none: data for tests and bench."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

TRUSTED = "gainful_trusted"
ALLOWED: dict[str, str] = {
    TRUSTED: "system, eraser and owner see every row; the web role cannot become one of them",
    **{
        f"{table}.gainful_select": why
        for table, why in {
            "auth_group": "names of groups: empty, and asked for by the library of accounts",
            "auth_group_permissions": "names of rights: none is given here",
            "auth_permission": "names of rights that the library makes from the names of tables",
            "cohorts_issuerkey": "public keys of agencies: whoever checks a certificate needs them",
            "cohorts_statuslist": "numbers of lists that are published: whoever checks a certificate asks for them",
            "django_content_type": "names of tables",
            "django_migrations": "which migrations were run: the first page says whether the schema fits",
            "django_site": "the address of this site, which whoever asks has typed",
            "socialaccount_socialapp": "empty: single sign-on is set up in the environment",
            "socialaccount_socialapp_sites": "empty, as the table before",
        }.items()
    },
}
"""Policy, or table and policy, to the reason."""


def reason_of(location: str) -> str | None:
    """Return why an error at `schema.table.policy` is none, None where it is one."""
    table, _, policy = location.removeprefix("public.").partition(".")
    return ALLOWED.get(policy) or ALLOWED.get(f"{table}.{policy}")


def unexplained(violations: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return rule and place of every error that is not allowed here."""
    return [
        (each["rule_id"], each["location"])
        for each in violations
        if each["severity"] == "error" and reason_of(each["location"]) is None
    ]
