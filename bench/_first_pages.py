"""Inside the data folder of a running site: sessions of made-up users, and the statements of each of their pages.

GAINFUL_DATA=… python -m bench._first_pages 40     # JSON on standard output: {"visitors": …, "statements": …}
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import md5
from typing import Any
from uuid import UUID

from bench._later_rooms import CASELOAD, ROLES

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOME = {
    "program_manager": "/program/", "coach": "/coach/today/", "employer": "/employer/", "participant": "/participant/",
    "instructor": "/instructor/", "operator": "/operator/",
}  # fmt: skip
"""The first page of each role, as the navigation has it."""


def key(name: str) -> str:
    """Return the number of a made-up row, as PostgreSQL made it."""
    return str(UUID(md5(name.encode(), usedforsecurity=False).hexdigest()))


def person_of(coach: int) -> str:
    """Return somebody in the middle of a coach's sixty."""
    return key(f"person {CASELOAD * (coach - 1) + CASELOAD // 2}")


def spread(many: int, of: int) -> list[int]:
    """Return so many whole numbers from 1 to `of`, evenly apart; all of them where there are no more."""
    many = min(many, of)
    return [1 + place * of // many for place in range(many)]


def visitors(people: int, many: int) -> list[dict[str, Any]]:
    """Return whom to sign in: role, e-mail address, and the person whose pages a coach opens."""
    coaches, staff = max(people // CASELOAD, 1), min(many, 40)
    found = [
        {"role": role, "email": f"{role}{n}@load.example"} for role in ROLES for n in spread(staff, staff)
    ]
    found += [
        {"role": "coach", "email": f"coach{n}@load.example", "person": person_of(n)}
        for n in spread(many, coaches)
    ]
    return found + [{"role": "participant", "email": f"person{n}@load.example"} for n in spread(many, people)]


def sign_in(wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Begin a session for each; returns them with the cookie."""
    from django.conf import settings
    from django.test import Client

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User

    with acting_as_system("load figures"):
        users = {user.email: user for user in User.objects.filter(email__in=[row["email"] for row in wanted])}
        for row in wanted:
            client = Client()
            client.force_login(users[row["email"]], backend=BACKEND)
            row["cookie"] = (
                f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
            )
    return wanted


def statements(signed_in: list[dict[str, Any]], paths: dict[str, list[str]]) -> dict[str, int]:
    """Return how many statements looked at a table for each page, the second time that it is opened."""
    from django.conf import settings
    from django.test import Client
    from tests.www.statements import asked

    settings.ALLOWED_HOSTS = ["testserver"]
    counts = {}
    for role, pages in paths.items():
        row = next(each for each in signed_in if each["role"] == role)
        client = Client(headers={"cookie": row["cookie"]})
        name, value = row["cookie"].split("=", 1)
        client.cookies[name] = value
        for page in pages:
            counts[page] = len(asked(client, page.format(**row)))
    return counts


def main(people: int, many: int, paths: dict[str, list[str]]) -> int:
    """Print visitors with their cookies, and statements by page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    os.environ["GAINFUL_DEMO"] = "1"
    import django

    django.setup()
    signed_in = sign_in(visitors(people, many))
    json.dump({"visitors": signed_in, "statements": statements(signed_in, paths)}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])))
