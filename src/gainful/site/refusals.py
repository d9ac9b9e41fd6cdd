"""Why an installation may not be served as it is set up; and the link by which its first operator comes in."""

from __future__ import annotations

import secrets
import time

from gainful.exchange.data_folder import data_dir


def role_refusal() -> str | None:
    """Say why the web role may not serve: it could bypass row security; None where all is well."""
    from gainful.domain.operations.health.database import database_role
    from gainful.domain.rights.roles import WEB

    name, unsafe = database_role()
    if unsafe:
        return (
            "The database user in DATABASE_URL owns tables or bypasses row security, so people's records would not be "
            "protected.\nUse a plain user there and put the owner in DATABASE_OWNER_URL (docs/guides/operator.md)."
        )
    if name != WEB:
        return f"The database user in DATABASE_URL is {name}: it must be {WEB} (docs/guides/operator.md)."
    return None


def folder_refusal(*, demo: bool) -> str | None:
    """Say why this folder may not be served so: sample data and real records never share one."""
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User
    from gainful.domain.organizations.models import Organization

    with acting_as_system("sample data or real"):
        kinds = {
            is_sample
            for model in (User, Organization)
            for is_sample in model.objects.order_by().values_list("is_sample", flat=True).distinct()
        }
    folder = data_dir()
    if demo and False in kinds:
        return (
            f"The folder {folder} holds real records: with --demo anybody could sign in to them.\n"
            "Start without --demo, or keep sample data elsewhere: GAINFUL_DATA=var-demo gainful serve --demo"
        )
    if not demo and True in kinds:
        return (
            f"The folder {folder} holds sample data, which real records must not share.\n"
            "Start with --demo, begin in an empty folder (GAINFUL_DATA=FOLDER gainful serve), or look what"
            " `gainful remove-samples` would remove."
        )
    return None


def first_run_link(address: str) -> str | None:
    """Return a fresh one-time link for the first operator, or None where there is one already."""
    from django.conf import settings

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User

    with acting_as_system("first run"):
        if User.objects.filter(is_staff=True, is_active=True).exists():
            return None
    token = secrets.token_urlsafe(32)
    path = settings.FIRST_RUN_FILE
    path.touch(mode=0o600)
    path.write_text(f"{token} {time.time():.0f}")
    return f"{address}/first-run/{token}/"
