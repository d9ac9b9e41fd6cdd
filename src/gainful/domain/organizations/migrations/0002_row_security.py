"""Row-level security of accounts and organizations."""

from django.db import migrations

from gainful.domain.accounts.row_security import protect, protect_history

OPERATOR = "gainful.actor_role() = 'operator'"
SIGNED_IN = "gainful.actor_user() IS NOT NULL"
MANAGES = "gainful.actor_role() IN ('operator', 'program_manager')"
COLLEAGUE = (
    "id IN (SELECT user_id FROM organizations_membership WHERE organization_id = gainful.actor_organization())"
)


class Migration(migrations.Migration):
    """Who sees which account, organization and membership."""

    dependencies = [("organizations", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        protect(
            "accounts_user",
            read=f"id = gainful.actor_user() OR {OPERATOR} OR {COLLEAGUE}",
            write=f"id = gainful.actor_user() OR {OPERATOR}",
        ),
        protect_history("accounts_userevent", read=f"pgh_obj_id = gainful.actor_user() OR {OPERATOR}"),
        protect("organizations_organization", read=SIGNED_IN, write=MANAGES),
        protect_history("organizations_organizationevent", read=MANAGES),
        protect("organizations_location", read=SIGNED_IN, write=MANAGES),
        protect_history("organizations_locationevent", read=MANAGES),
        protect(
            "organizations_membership",
            read=f"user_id = gainful.actor_user() OR organization_id = gainful.actor_organization() OR {OPERATOR}",
            write=f"{OPERATOR} OR (organization_id = gainful.actor_organization() AND {MANAGES})",
        ),
        protect_history(
            "organizations_membershipevent",
            read=f"{OPERATOR} OR organization_id = gainful.actor_organization()",
        ),
    ]
