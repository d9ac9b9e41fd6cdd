"""Rights on accounts and on what the libraries keep about them."""

from __future__ import annotations

from gainful.domain.accounts import rights_sql, seals_sql
from gainful.domain.rights import ANY_ROW, EVERYBODY, SIGNED_IN, Condition, Kind, TableRights, right

OWN_ACCOUNT = Condition("their own account", "id = (SELECT gainful.actor_user())")
OWN = Condition("their own", "user_id = (SELECT gainful.actor_user())")
_AT_WORK = (
    "id IN (SELECT user_id FROM organizations_membership"
    " WHERE organization_id = (SELECT gainful.actor_organization()) AND ended_at IS NULL{})"
)
WITH_ROLE = Condition("accounts with a role in the acting organization", _AT_WORK.format(""))
COLLEAGUE = Condition(
    "accounts with a role in the acting organization; of people whom it serves, those whose record they may read",
    _AT_WORK.format(" AND role <> 'participant'") + f" OR {WITH_ROLE.sql}"
    " AND EXISTS (SELECT FROM participants_participant p WHERE p.user_id = accounts_user.id)",
)
FORMER = Condition(
    "accounts that had a role there and have none anywhere else", "id IN (SELECT gainful.former_accounts())"
)
KEPT_ACCOUNT = Condition(
    "accounts whose open roles and record are all in the acting organization",
    "id IN (SELECT gainful.kept_accounts())",
)
SIGNING_IN = Condition("the account that is signing in", "id IN (SELECT gainful.visitor_accounts())")
OF_SIGNING_IN = Condition(
    "of the account that is signing in", "user_id IN (SELECT gainful.visitor_accounts())"
)
NEW_ADDRESS = Condition(
    "the address of the account that is signing in, not confirmed yet",
    "user_id IN (SELECT gainful.visitor_accounts()) AND NOT verified"
    " AND EXISTS (SELECT FROM accounts_user u WHERE u.id = user_id"
    " AND lower(u.email) = lower(account_emailaddress.email))",
)
BY_MAILED_KEY = Condition(
    "of the account whose new password a mailed key lets them choose",
    "user_id = (SELECT gainful.subject('reset')::uuid) AND (SELECT gainful.action()) = 'mailed_key'",
)
PASSWORD_GIVEN = Condition(
    "of the account that has given its password",
    "user_id = (SELECT gainful.subject('account')::uuid)",
)
OWN_ATTEMPTS = Condition(
    "of their own address",
    "lower(username) = (SELECT lower(email) FROM accounts_user WHERE id = (SELECT gainful.actor_user()))",
)
VISITED_ATTEMPTS = Condition(
    "of the address typed, or of the account that is signing in",
    "lower(username) = (SELECT lower(gainful.subject('email')))"
    " OR lower(username) IN (SELECT lower(email) FROM accounts_user)",
)
ANY_FOR_INSTALLATION = Condition(
    "any, for the operator who runs the installation", "(SELECT gainful.runs_installation())"
)
OF_READ = Condition("of accounts they may read", "pgh_obj_id IN (SELECT id FROM accounts_user)")
OWN_ADDRESS = Condition("of their own address", "email_address_id IN (SELECT id FROM account_emailaddress)")
OWN_SINGLE_SIGN_ON = Condition(
    "of their own single sign-on", "account_id IN (SELECT id FROM socialaccount_socialaccount)"
)

FUNCTIONS = rights_sql.FUNCTIONS + seals_sql.FUNCTIONS
TRIGGERS = rights_sql.TRIGGERS
EXCEPTIONS = seals_sql.EXCEPTIONS

TABLES = (
    TableRights(
        "accounts_user",
        "Accounts: who can sign in.",
        (
            right(SIGNED_IN, "SU", OWN_ACCOUNT),
            right((Kind.PROGRAM_MANAGER, Kind.COACH, Kind.EMPLOYER), "S", COLLEAGUE),
            right(Kind.OPERATOR, "S", WITH_ROLE),
            right(Kind.OPERATOR, "S", FORMER),
            right(Kind.OPERATOR, "U", KEPT_ACCOUNT),
            right(Kind.OPERATOR, "SU", ANY_FOR_INSTALLATION),
            right(Kind.VISITOR, "SU", SIGNING_IN),
        ),
        open_columns={
            "email": "a trigger lets only the person change their own",
            "name": "what the person is called; what they did names their account too",
        },
        hidden={"password": "gainful.password_of gives it to the person and to the page where they sign in"},
        history=(
            right(
                SIGNED_IN, "S", Condition("their own account", "pgh_obj_id = (SELECT gainful.actor_user())")
            ),
            right(
                Kind.OPERATOR,
                "S",
                Condition("of accounts they may read", "pgh_obj_id IN (SELECT id FROM accounts_user)"),
            ),
        ),
    ),
    TableRights("accounts_user_groups", "Groups of accounts; unused.", (right(SIGNED_IN, "S", OWN),)),
    TableRights(
        "accounts_user_user_permissions", "Single permissions; unused.", (right(SIGNED_IN, "S", OWN),)
    ),
    TableRights(
        "account_emailaddress",
        "Addresses of accounts.",
        (
            right(SIGNED_IN, "SIUD", OWN),
            right(Kind.VISITOR, "S", OF_SIGNING_IN),
            right(Kind.VISITOR, "I", NEW_ADDRESS),
            right(Kind.VISITOR, "U", BY_MAILED_KEY),
        ),
        fixed={
            "user_id": "an address stays with its account",
            "email": "another address is another row, to be confirmed",
        },
        by_action={"verified": "mailed_key"},
        begins={"verified": "false"},
    ),
    TableRights(
        "account_emailconfirmation", "Confirmations of addresses.", (right(SIGNED_IN, "SID", OWN_ADDRESS),)
    ),
    TableRights(
        "mfa_authenticator",
        "Second steps.",
        (
            right(SIGNED_IN, "SIUD", OWN),
            right(Kind.VISITOR, "S", OF_SIGNING_IN),
            right(Kind.VISITOR, "U", PASSWORD_GIVEN),
        ),
        fixed={"user_id": "it stays with its account", "type": "another step is another row"},
    ),
    TableRights(
        "socialaccount_socialaccount",
        "Single sign-on.",
        (right(SIGNED_IN, "SIUD", OWN), right(Kind.VISITOR, "SU", OF_SIGNING_IN)),
        fixed=dict.fromkeys(("user_id", "provider", "uid"), "it stays one account of one server"),
    ),
    TableRights(
        "socialaccount_socialtoken",
        "Keys of single sign-on.",
        (right(SIGNED_IN, "SID", OWN_SINGLE_SIGN_ON),),
        seen={"app_id": "socialaccount_socialapp"},
    ),
    *(
        TableRights(
            f"axes_{name}",
            about,
            (right(SIGNED_IN, "SIUD", OWN_ATTEMPTS), right(Kind.VISITOR, "SIUD", VISITED_ATTEMPTS)),
            open_columns={"username": "an attempt opens nothing"},
        )
        for name, about in (
            ("accessattempt", "Failed sign-ins."),
            ("accessfailurelog", "Failed sign-ins, listed."),
            ("accesslog", "Sign-ins, listed."),
        )
    ),
    TableRights(
        "axes_accessattemptexpiration",
        "When failed sign-ins are forgotten.",
        (
            right(
                (*SIGNED_IN, Kind.VISITOR),
                "SIUD",
                Condition(
                    "of attempts they may read", "access_attempt_id IN (SELECT id FROM axes_accessattempt)"
                ),
            ),
        ),
        open_columns={"access_attempt_id": "an attempt opens nothing"},
    ),
    TableRights(
        "pghistory_context",
        "Who made a change, on which page.",
        (
            right(
                Kind.OPERATOR,
                "S",
                Condition(
                    "made in the acting organization",
                    "metadata ->> 'organization' = (SELECT gainful.actor_organization())::text",
                ),
            ),
            right(Kind.OPERATOR, "S", ANY_FOR_INSTALLATION),
        ),
    ),
    TableRights(
        "django_session",
        "Sessions: read by a function that asks for the key; nobody lists them.",
    ),
    TableRights(
        "accounts_count",
        "What is counted against limits: kept by functions that ask for the key; nobody lists counts.",
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
