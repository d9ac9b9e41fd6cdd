"""Django settings; everything an operator may change comes from the environment (docs/guides/operator.md)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import csp.constants

from gainful.exchange.data_folder import data_dir
from gainful.site.database import django_database, is_embedded, system_database
from gainful.site.server_location import lock_of

PACKAGE = Path(__file__).resolve().parent.parent


def _secret_key() -> str:
    """Return the secret key: from the environment, or made once and kept in the data folder."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = data_dir() / "secret-key"
    if not path.exists():
        with lock_of(
            path.parent, "secret-key"
        ):  # of two that start at once, the second takes the key of the first
            if not path.exists():
                made = path.with_suffix(".new")
                made.touch(mode=0o600)
                made.write_text(secrets.token_urlsafe(64))
                made.replace(path)
    return path.read_text()


def _number(name: str, default: int) -> int:
    """Return a setting that is a whole number; anything else ends the start with what to write."""
    text = os.environ.get(name, "").strip() or str(default)
    try:
        return int(text)
    except ValueError:
        raise SystemExit(f"{name} is “{text}”, which is no whole number. The default is {default}.") from None


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _listed(name: str, default: str) -> list[str]:
    """Return the words of a setting that are separated by commas; spaces beside them mean nothing."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


DEBUG = False
SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = _listed("SECRET_KEY_FALLBACKS", "")
"""Keys that the site had before: sessions, links, announced draws and keys of certificates made with one still hold."""
DEMO = _flag("GAINFUL_DEMO") and is_embedded()
PUBLIC_URL = os.environ.get("GAINFUL_PUBLIC_URL", "").strip().rstrip("/")
SITE_ADDRESS = (os.environ.get("GAINFUL_ADDRESS") or PUBLIC_URL or "http://localhost:8000").rstrip("/")
"""Where people reach this installation: letters are written by a worker, which answers no request."""
SIGNED_LINK_ADDRESS = SITE_ADDRESS + "/guest/link/%s/"
ISSUER_ADDRESS = SITE_ADDRESS + "/guest/issuers/%s/"
"""Below it an agency publishes its keys and what it took back; certificates name the address for good."""
UPLOAD_SCANNER = os.environ.get("GAINFUL_SCANNER", "")
"""A program that reads an uploaded file from standard input: exit 0 is clean, 1 refuses it (operator guide)."""
REPLY_ADDRESS = os.environ.get("GAINFUL_REPLY_TO", "")
"""The mailbox whose mail is handed to `gainful inbox`; empty where answers by e-mail are not read."""
BEHIND_PROXY = _flag("GAINFUL_BEHIND_PROXY")
PROXY_ADDRESS = os.environ.get("GAINFUL_PROXY_ADDRESS", "127.0.0.1").strip()
"""Whose headers tell a visitor's address and scheme; anybody else's are thrown away."""
METRICS_TOKEN = os.environ.get("GAINFUL_METRICS_TOKEN", "")
"""Whoever shows it reads /metrics; without it there are none."""
QUICK_EXIT = os.environ.get("GAINFUL_QUICK_EXIT", "https://www.weather.gov/").strip()
"""Where the button leads that a person presses who must not be seen here."""
RECOVERY_TO = os.environ.get("GAINFUL_RECOVERY_TO", "").strip()
"""Where the continuous archive goes; read by the health page, the archiver reads the environment itself."""
SECURITY_CONTACT = os.environ.get("GAINFUL_SECURITY_CONTACT", "").strip()
"""Where somebody who found a hole writes to: mailto:… or https://…; told at /.well-known/security.txt."""
SLOW_QUERY_MS = _number("GAINFUL_SLOW_QUERY_MS", 1000)
ALLOWED_HOSTS = _listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "pghistory",
    "pgtrigger",
    "django_htmx",
    "django_cotton",
    "procrastinate.contrib.django",
    "gainful.domain.reference",
    "gainful.domain.accounts",
    "gainful.domain.organizations",
    "gainful.domain.programs",
    "gainful.domain.participants",
    "gainful.domain.job_orders",
    "gainful.domain.messages",
    "gainful.domain.workforce",
    "gainful.domain.plans",
    "gainful.domain.ledger",
    "gainful.domain.curricula",
    "gainful.domain.cohorts",
    "gainful.domain.placements",
    "gainful.domain.support",
    "gainful.domain.measures",
    "gainful.www",
    "gainful.site",  # its commands only
]

MIDDLEWARE = [
    "gainful.site.observed.ProbesMiddleware",
    "gainful.site.observed.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gainful.site.static_files.StaticFilesMiddleware",
    "gainful.site.outage.OutageMiddleware",
    "gainful.site.middleware.PrivateMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gainful.api.v1.limits.ApiLimitsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gainful.site.middleware.StorableTextMiddleware",
    "gainful.site.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gainful.site.middleware.MembershipMiddleware",
    "gainful.site.languages.LanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "gainful.site.second_step.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gainful.site.urls"
WSGI_APPLICATION = "gainful.site.wsgi.application"
DATABASES = {"default": django_database()}
SYSTEM_DATABASE = system_database()
"""Imports, background work and commands sign in to PostgreSQL as a role of their own."""
CACHES = {"default": {"BACKEND": "gainful.domain.accounts.counts.CountsCache"}}
"""Only what is counted against limits, allauth's among them: shared by all processes."""
API_LIMITS = {
    "calls": _number("GAINFUL_API_PER_MINUTE", 300),
    "heavy": _number("GAINFUL_API_HEAVY_PER_MINUTE", 60),
    "address_times": 4,
}
"""Calls a minute of one token or person, 0 for no limit; an address may make this many times as many."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "www" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "gainful.www.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "gainful.www.components.person_page",
                "gainful.www.components.seat_override",
                "gainful.www.components.told",
            ],
        },
    }
]
COTTON_DIR = "cotton"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Gainful: "
ACCOUNT_EMAIL_NOTIFICATIONS = bool(os.environ.get("EMAIL_HOST"))
"""Where mail is set up, people hear of a new password or second step of theirs."""
ACCOUNT_ADAPTER = "gainful.site.allauth_adapter.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "gainful.www.account.addresses.ForgottenPasswordForm"}
SOCIALACCOUNT_ADAPTER = "gainful.site.allauth_adapter.SingleSignOnAdapter"
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "100/m/ip,50/h/key"}
"""Beside axes, which counts by account and address: a building shares one address, many may guess at one account."""
SITE_ID = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""Accounts begin with an invitation, not with an address that anybody types; without mail nobody could add a step."""
SECOND_STEP_ROLES: frozenset[str] = frozenset(
    role
    for role in _listed("GAINFUL_SECOND_STEP", "operator,program_manager,coach")
    if role != "none" and not DEMO
)
"""Roles that open other people's records: they need a second step, except among sample data."""
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": []}}
if os.environ.get("OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "oidc",
            "name": os.environ.get("OIDC_NAME", "Single sign-on"),
            "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
            "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": os.environ["OIDC_SERVER_URL"], "oauth_pkce_enabled": True},
        }
    )
FORMS_LEAD_TO = [
    "{0.scheme}://{0.netloc}".format(urlsplit(address))
    for address in (os.environ.get("OIDC_SERVER_URL", ""), *_listed("OIDC_SIGN_IN_ORIGINS", ""))
    if address
]
"""Where the button of single sign-on leads; browsers hold the policy on forms against redirects too."""
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
"""Behind a proxy the last address it added is the visitor's; without one the header is anybody's to write."""
AXES_CLIENT_IP_CALLABLE = "allauth.core.internal.httpkit.get_client_ip"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "gainful.site.visitors.typed_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked_out.html"

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español")]
SPOKEN_ROOMS = frozenset({"participant", "guest"})
"""Pages in every language; those of staff are English whatever their browser asks for."""
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE", "America/New_York").strip()
if TIME_ZONE not in available_timezones():
    raise SystemExit(
        f"TIME_ZONE is “{TIME_ZONE}”, which is no time zone. Use a name such as America/New_York."
    )
USE_TZ = True
FORMAT_MODULE_PATH = "gainful.site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = data_dir() / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "www" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gainful.site.static_files.VersionedFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
MEDIA_ROOT = data_dir() / "media"
DATA_FOLDER = data_dir()
FIRST_RUN_FILE = data_dir() / "first-run"
SAMPLE_PROGRESS_FILE = data_dir() / "sample-people"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "gainful.site.sessions"
SESSION_COOKIE_AGE = 8 * 3600
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.SELF],
        "script-src": [csp.constants.SELF, csp.constants.NONCE],
        "style-src": [csp.constants.SELF, csp.constants.NONCE],
        "img-src": [csp.constants.SELF, "data:"],
        "object-src": [csp.constants.NONE],
        "base-uri": [csp.constants.NONE],
        "frame-ancestors": [csp.constants.NONE],
        "form-action": [csp.constants.SELF, *FORMS_LEAD_TO],
    }
}
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else "gainful.site.account_mail.FolderBackend"
)
"""Without a mail server letters lie in the data folder: their links must not stand in a log."""
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = _number("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 15
EMAIL_CONNECTIONS = max(1, _number("EMAIL_CONNECTIONS", 3))
"""Connections to the mail server side by side: Exchange Online allows three, Postfix fifty."""
EMAIL_DROPS_REPEATS = os.environ.get("EMAIL_DROPS_REPEATS") == "1"
"""Whether the mail server drops a letter whose Message-ID it has had: after a kill such letters are sent again."""
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "gainful@localhost")
LOG_REQUESTS = os.environ.get("GAINFUL_LOG", "") in {"json", "requests"}
"""A line for each request: as plain text, or each line of the log as JSON."""
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"},
        "json": {"()": "gainful.site.observed.JsonLines"},
    },
    "filters": {
        "request": {"()": "gainful.site.observed.WithRequestId"},
        "secrets": {"()": "gainful.site.secret_paths.HideSecrets"},
        "refusals": {"()": "gainful.site.log_lines.RefusalsInOneLine"},
        "outages": {"()": "gainful.site.outage.OutagesOnce"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("GAINFUL_LOG") == "json" else "plain",
            "filters": ["request", "secrets", "refusals", "outages"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"gainful.requests": {"level": "INFO" if LOG_REQUESTS else "WARNING"}},
}
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # uniqueness is on lower(email), stronger than unique=True
