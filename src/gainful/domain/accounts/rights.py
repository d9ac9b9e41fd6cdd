"""Rights on accounts and on what the libraries keep about them."""

from __future__ import annotations

from gainful.domain.accounts.row_security import FUNCTIONS
from gainful.domain.rights import ANY_ROW, EVERYBODY, SIGNED_IN, STAFF, Condition, Kind, TableRights, right

OWN_ACCOUNT = Condition("their own account", "id = (SELECT gainful.actor_user())")
OWN = Condition("their own", "user_id = (SELECT gainful.actor_user())")
COLLEAGUE = Condition(
    "accounts with a role in the acting organization",
    "id IN (SELECT user_id FROM organizations_membership"
    " WHERE organization_id = (SELECT gainful.actor_organization()))",
)
OWN_ADDRESS = Condition("of their own address", "email_address_id IN (SELECT id FROM account_emailaddress)")
OWN_SINGLE_SIGN_ON = Condition(
    "of their own single sign-on", "account_id IN (SELECT id FROM socialaccount_socialaccount)"
)

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

TRIGGERS = """
CREATE OR REPLACE FUNCTION gainful.guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.is_staff, NEW.is_superuser, NEW.is_active) IS DISTINCT FROM (OLD.is_staff, OLD.is_superuser, OLD.is_active)
     AND NOT (gainful.is_system() OR gainful.actor_role() = 'operator') THEN
    RAISE EXCEPTION 'only an operator opens, closes or raises accounts' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_guard_account BEFORE UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION gainful.guard_account();
"""

TABLES = (
    TableRights(
        "accounts_user",
        "Accounts: who can sign in.",
        (
            right(SIGNED_IN, "SU", OWN_ACCOUNT),
            right((*STAFF, Kind.EMPLOYER), "S", COLLEAGUE),
            right(Kind.OPERATOR, "SIU", ANY_ROW),
        ),
        history=(
            right(
                SIGNED_IN, "S", Condition("their own account", "pgh_obj_id = (SELECT gainful.actor_user())")
            ),
            right(Kind.OPERATOR, "S", ANY_ROW),
        ),
    ),
    TableRights("accounts_user_groups", "Groups of accounts; unused.", (right(SIGNED_IN, "S", OWN),)),
    TableRights(
        "accounts_user_user_permissions", "Single permissions; unused.", (right(SIGNED_IN, "S", OWN),)
    ),
    TableRights("account_emailaddress", "Addresses of accounts.", (right(SIGNED_IN, "SIUD", OWN),)),
    TableRights(
        "account_emailconfirmation", "Confirmations of addresses.", (right(SIGNED_IN, "SIUD", OWN_ADDRESS),)
    ),
    TableRights("mfa_authenticator", "Second steps.", (right(SIGNED_IN, "SIUD", OWN),)),
    TableRights("socialaccount_socialaccount", "Single sign-on.", (right(SIGNED_IN, "SIUD", OWN),)),
    TableRights(
        "socialaccount_socialtoken",
        "Keys of single sign-on.",
        (right(SIGNED_IN, "SIUD", OWN_SINGLE_SIGN_ON),),
    ),
    TableRights("axes_accessattempt", "Failed sign-ins.", (right(SIGNED_IN, "SIUD", ANY_ROW),)),
    TableRights(
        "axes_accessattemptexpiration", "When they are forgotten.", (right(SIGNED_IN, "SIUD", ANY_ROW),)
    ),
    TableRights("axes_accessfailurelog", "Failed sign-ins, listed.", (right(SIGNED_IN, "SIUD", ANY_ROW),)),
    TableRights("axes_accesslog", "Sign-ins, listed.", (right(SIGNED_IN, "SIUD", ANY_ROW),)),
    TableRights(
        "pghistory_context", "Who made a change, on which page.", (right(SIGNED_IN, "SIU", ANY_ROW),)
    ),
    TableRights(
        "django_session",
        "Sessions: asked before anybody is known; a random key, signed content.",
        (right(EVERYBODY, "SIUD", ANY_ROW),),
    ),
    TableRights(
        "accounts_count",
        "What is counted against limits: digests and numbers.",
        (right(EVERYBODY, "SIUD", ANY_ROW),),
    ),
    *(
        TableRights(name, about, (right(EVERYBODY, "S", ANY_ROW),))
        for name, about in (
            ("auth_group", "Names of groups."),
            ("auth_group_permissions", "Names of rights."),
            ("auth_permission", "Names of rights."),
            ("django_content_type", "Names of tables."),
            ("django_migrations", "Names of migrations."),
            ("django_site", "The address of this site."),
            ("socialaccount_socialapp", "Empty: single sign-on is set up in the environment."),
            ("socialaccount_socialapp_sites", "Empty: single sign-on is set up in the environment."),
        )
    ),
    *(
        TableRights(f"procrastinate_{name}", "Background jobs: the system's own.", ())
        for name in ("events", "jobs", "periodic_defers", "workers")
    ),
)
