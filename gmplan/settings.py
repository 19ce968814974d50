"""All settings in one file. ``.env.example`` lists what the environment may say.

The demonstration needs no variable; production (GMPLAN_MODE=production) refuses to start without
SECRET_KEY and ALLOWED_HOSTS.
"""

import datetime
import secrets
import sys
from pathlib import Path

try:  # Debian 12's SQLite has the WAL-reset fault (RQ-H2); this wheel brings a mended one.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:
    pass

import bootstrap
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

MODE = env.str("GMPLAN_MODE", default="demo")
if MODE not in ("demo", "production"):
    raise ImproperlyConfigured("GMPLAN_MODE is either demo or production.")
PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", default=False)

VAR_DIR = Path(env.str("GMPLAN_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
PRIVATE_FILES_ROOT = VAR_DIR / "files"
PDF_ROOT = VAR_DIR / "pdf"
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
DISK_KEPT_FREE = 500 * 1024 * 1024
REPORT_FONT_DIR = Path(env.str("REPORT_FONT_DIR", default=str(BASE_DIR / ".fonts")))
REPORT_FONT = env.str("REPORT_FONT", default="sans")


def _demo_key() -> str:
    """A key of this installation's own, made once; production brings its own."""
    file = VAR_DIR / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or ("" if PRODUCTION else _demo_key())
if PRODUCTION and not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY: production has none of its own.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the site's own names.")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DEMO_DAY = env.str("GMPLAN_DEMO_DAY", default="")
if DEMO_DAY and PRODUCTION:
    raise ImproperlyConfigured("GMPLAN_DEMO_DAY belongs to the demonstration only.")
DEMO_DAY = datetime.date.fromisoformat(DEMO_DAY) if DEMO_DAY else None

INSTALLED_APPS = [
    "organization",
    "core",
    "notices",
    "publishing",
    "plan",
    "committee",
    "training",
    "statistics_app",
    "impact_assessment",
    "measures",
    "budgets",
    "reports",
    "public_zone",
    "demo",
    "gmplan",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "import_export",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "gmplan.middleware.RequestNumber",
    "gmplan.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gmplan.middleware.Bounds",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organization.middleware.SessionAge",
    "django.middleware.csrf.CsrfViewMiddleware",
    "organization.middleware.ActorMiddleware",
    "organization.middleware.ClosedDoors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "gmplan.urls"
WSGI_APPLICATION = "gmplan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gmplan.context.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'gmplan.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command=(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
        ),
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organization.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "organization:sign-in"
LOGIN_REDIRECT_URL = "reports:first"
LOGOUT_REDIRECT_URL = "organization:sign-in"

# Lock-out: per account, whatever the address, counted in the database (RQ-A2, A4).
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "organization.addresses.attempted_name"
AXES_CLIENT_IP_CALLABLE = "organization.addresses.client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Per address (RQ-A3, G10): (tries, seconds).
SIGN_IN_FAILURES = (20, 600)
SIGN_INS = (60, 60)
RESETS = (5, 3600)
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# Passwords: the profile of 附表十, or that of ASVS (RQ-A6, A7).
_PROFILE = env.str("PASSWORD_PROFILE", default="annex10")
if _PROFILE not in ("annex10", "asvs"):
    raise ImproperlyConfigured("PASSWORD_PROFILE is either annex10 or asvs.")
_ANNEX10 = _PROFILE == "annex10"
PASSWORD_MIN_DAYS = 1 if _ANNEX10 else 0
PASSWORD_MAX_DAYS = env.int("PASSWORD_MAX_DAYS", default=90) if _ANNEX10 else 0
INITIAL_PASSWORD_LIVES = datetime.timedelta(hours=72)
PASSWORD_RESET_TIMEOUT = 30 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"organization.passwords.{name}", "OPTIONS": options}
    for name, options in [
        ("Length", {"shortest": 12 if _ANNEX10 else 15, "longest": 128}),
        *([("Kinds", {"at_least": 3})] if _ANNEX10 else []),
        ("Uncommon", {}),
        ("Unlike", {}),
        ("NotUsedBefore", {"last": 3}),
    ]
]

# Sessions (RQ-A11, A16).
SESSION_ENGINE = "organization.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE = datetime.timedelta(minutes=30)
SESSION_IDLE_PRIVILEGED = datetime.timedelta(minutes=15)
SESSIONS_AT_ONCE = env.int("SESSIONS_AT_ONCE", default=3)
DISABLE_AFTER_IDLE_DAYS = 90

# Cookies and transport (RQ-A11, G4). In production all of it goes over HTTPS.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "organization.views.kept.csrf_failed"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    "axes.W002",  # no AxesMiddleware: it would answer a locked account otherwise than a wrong password (RQ-A5)
    "axes.W006",  # the lock is per account on purpose; addresses are throttled apart (RQ-A3)
    "security.W021",  # entering the browsers' HSTS preload list is the owner's decision
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# Bounds of a request (RQ-C6).
BODY_MAX_BYTES = DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# A personal link to minutes that are being read; one to a meeting dies with the meeting.
PERSONAL_LINK_LIVES = datetime.timedelta(days=env.int("PERSONAL_LINK_DAYS", default=14))
REMINDERS_REST_DAYS = env.int("REMINDERS_REST_DAYS", default=7)
"""One digest a week: a letter that comes oftener is no longer read, one that comes seldomer is forgotten (N-2)."""
DIGESTS_SENT_BY_ITSELF = env.list("DIGESTS_SENT_BY_ITSELF", default=[])
"""Codes of the agencies whose digests ``write_digests --send`` may send without a person having read them."""

# Mail: shown on the console until a server is named.
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds: a page waits no longer for a mail server that is away
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="gmplan@localhost")

ACCEPT_WAL_FAULT = env.bool("ACCEPT_WAL_FAULT", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "gmplan.logs.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": sys.stdout, "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {
        "gmplan": {"level": "INFO"},
        "django": {"level": "WARNING"},
        "django.server": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
        "axes": {"level": "ERROR"},
    },
}

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("繁體中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *[("bootstrap", Path(folder) / "css") for folder in bootstrap.__path__],
]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
