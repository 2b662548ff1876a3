"""Settings: everything that differs between installations comes from the environment."""

from pathlib import Path

import environ
import pgtrigger
from django.utils.translation import gettext_lazy as _

from axportal.core import logs
from axportal.core.api.openapi import SPECTACULAR_SETTINGS  # noqa: F401 - a setting by its name
from axportal.core.databases import database
from axportal.core.embedded import paths
from axportal.extensions import *  # noqa: F403 - settings, every one
from axportal.schedule import SCHEDULE  # noqa: F401 - a setting

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("AXPORTAL_DEBUG", default=False)
DEMONSTRATION = paths.demonstration()
STATE_DIR = paths.state_dir()
SECRET_KEY = paths.secret_key()
BACKUP_RECIPIENTS = env.str("AXPORTAL_BACKUP_RECIPIENTS", default="").replace(",", " ").split()
ANCHOR_DIR = Path(env.str("AXPORTAL_ANCHORS", default="") or STATE_DIR / "anchors")

SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{paths.site_port()}").rstrip("/")
SITE_IS_SECURE = SITE_URL.startswith("https://")
# Browsers drop __Host- cookies on plain http except for loopback names.
SITE_IS_LOOPBACK = SITE_URL.startswith(("http://127.0.0.1", "http://localhost"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_URL.split("://", 1)[1].split(":")[0], "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Applications -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "axportal.core",
    "axportal.accounts",
    "axportal.audit",
    "axportal.backups",
    "axportal.records",
    "axportal.search",
    "axportal.indicators",
    "axportal.dashboard",
    "axportal.reports",
    "axportal.notices",
    "regions",
    "axportal.challenges",
    "axportal.calls",
    "axportal.reviews",
    "axportal.decisions",
    "axportal.retention",
    "gpu",
    "labs",
    "talent",
    "startups",
]

MIDDLEWARE = [
    "axportal.core.middleware.RequestContextMiddleware",
    "axportal.core.middleware.RefusedRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axportal.accounts.middleware.NoStoreMiddleware",
    "axportal.core.middleware.ProgramReadMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "axportal.accounts.middleware.SessionListMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axportal.audit.middleware.HistoryContextMiddleware",
    "axportal.core.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "axportal.urls"
WSGI_APPLICATION = "axportal.wsgi.application"

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
                "axportal.core.context_processors.chrome",
            ],
        },
    },
]
FORM_RENDERER = "axportal.core.forms.FormRenderer"

# --- Databases --------------------------------------------------------------------------------------------------

_app_url = env.str("DATABASE_URL", default=paths.postgres_url("ax_app"))
_owner_url = env.str(
    "DATABASE_OWNER_URL", default=_app_url if "DATABASE_URL" in env.ENVIRON else paths.postgres_url("ax_owner")
)
_read_url = env.str(
    "DATABASE_READ_URL", default=_app_url if "DATABASE_URL" in env.ENVIRON else paths.postgres_url("ax_read")
)
#: How long one statement may take, by who waits for it; see core/time_limits.py.
PAGE_STATEMENT_MS = 15_000
API_STATEMENT_MS = 5_000
DATABASES = {
    "default": database(
        _app_url,
        lock_timeout="3000",
        statement_timeout=str(PAGE_STATEMENT_MS),
        idle_in_transaction_session_timeout="30000",
    ),
    # Migrations, demonstration data in bulk and erasure only (docs/decisions/0011); never used by a request.
    "owner": database(_owner_url, lock_timeout="5000"),
    # Reports read here: one long snapshot, no writes.
    "read": database(_read_url, statement_timeout="600000", default_transaction_read_only="on"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True

_redis_cache = env.str("REDIS_URL", default="") or paths.cache_url()
CACHES = {
    "default": {
        "BACKEND": "axportal.core.cache.FailSoftRedisCache",
        "LOCATION": _redis_cache,
        "KEY_PREFIX": env.str("AXPORTAL_CACHE_PREFIX", default="ax"),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    },
}

# --- Work behind the scenes ------------------------------------------------------------------------------------

CELERY_BROKER_URL = env.str("REDIS_URL", default="") or paths.broker_url()
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 570
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 700,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "global_keyprefix": env.str("AXPORTAL_QUEUE_PREFIX", default="axq:"),
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Seoul"
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True

# --- Mail -------------------------------------------------------------------------------------------------------

EMAIL_BACKEND = "axportal.core.mail.OutboxEmailBackend"
DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_email = env.email_url("EMAIL_URL", default=f"smtp://127.0.0.1:{paths.mail_port()}")
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="AX 포털 <no-reply@axportal.invalid>")
MAIL_CATCHER = "EMAIL_URL" not in env.ENVIRON

# --- Accounts ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "axportal.accounts.passwords.NoWordsOfTheHouse"},
    {"NAME": "axportal.accounts.passwords.NotLeaked"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:landing"
ACCOUNT_ADAPTER = "axportal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "axportal.accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_IS_SECURE else "http"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # django-axes counts in PostgreSQL, which outlives the cache

AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "axportal.accounts.adapters.locked_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "axportal.accounts.views.locked_out"
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES or None
AXES_CLIENT_IP_CALLABLE = "axportal.core.requests.client_address"
AXES_SENSITIVE_PARAMETERS = ["password"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12  # from the last use; from signing in, too: accounts/middleware.py
_secure_cookies = SITE_IS_SECURE or SITE_IS_LOOPBACK
_cookie_prefix = "__Host-" if _secure_cookies else ""
SESSION_COOKIE_NAME = f"{_cookie_prefix}ax_session"
SESSION_COOKIE_SECURE = _secure_cookies
CSRF_COOKIE_NAME = f"{_cookie_prefix}ax_csrf"
CSRF_COOKIE_SECURE = _secure_cookies
CSRF_COOKIE_HTTPONLY = True
THEME_COOKIE_NAME = f"{_cookie_prefix}ax_theme"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
CSRF_FAILURE_VIEW = "axportal.accounts.views.csrf_failure"
STAFF_IDLE_SECONDS = 30 * 60

# --- Browser security -------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_HSTS_SECONDS = 31536000 if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_SECURE
SECURE_HSTS_PRELOAD = SITE_IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]

# --- Files ------------------------------------------------------------------------------------------------------

FILE_UPLOAD_HANDLERS = ["axportal.core.uploads.LimitedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
MEDIA_ROOT = STATE_DIR / "files"
_s3_bucket = env.str("S3_BUCKET", default="")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _s3_bucket,
            "endpoint_url": env.str("S3_ENDPOINT", default=None),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
    if _s3_bucket
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "axportal.core.static_files.GzipManifestStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"] if (BASE_DIR / "frontend" / "dist").is_dir() else []
WHITENOISE_MAX_AGE = 3600

# --- Language and time ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "ax_language"
TIME_ZONE = "Asia/Seoul"

# --- API --------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "axportal.accounts.authentication.TokenAuthentication",
        "axportal.accounts.authentication.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["axportal.core.api.permissions.ScopedPermission"],
    "DEFAULT_RENDERER_CLASSES": [
        "axportal.core.api.renderers.OrjsonRenderer",
        "axportal.core.api.renderers.CsvRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": [
        "axportal.core.api.throttling.CallerThrottle",
        "axportal.core.api.throttling.DatabaseBudget",
    ],
    "DEFAULT_THROTTLE_RATES": {"caller": env.str("API_RATE", default="600/min")},
    "DEFAULT_SCHEMA_CLASS": "axportal.core.api.schema.PortalSchema",
    "EXCEPTION_HANDLER": "axportal.core.api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": "format",
    "COERCE_DECIMAL_TO_STRING": False,
    "NUM_PROXIES": TRUSTED_PROXIES,
}
#: How long the requests of one caller may keep the database busy in a minute; see core/budgets.py.
API_DATABASE_SECONDS = env.float("API_DATABASE_SECONDS", default=30.0)

# --- GPU sites ---------------------------------------------------------------------------------------------------

#: Where connectors may go, as "host-or-network:port[-port]"; nowhere when empty. See gpu/connectors/networks.py.
CONNECTOR_NETWORKS = env.list("AXPORTAL_CONNECTOR_NETWORKS", default=[])
#: What the secrets of connectors are sealed to: an age identity; see gpu/services/secrets.py.
CONNECTOR_KEY = env.str("AXPORTAL_CONNECTOR_KEY", default="")

# --- Logs -------------------------------------------------------------------------------------------------------

#: Shown where the portal cannot answer: somebody may have a deadline today.
SUPPORT_PHONE = env.str("SUPPORT_PHONE", default="")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = logs.configuration(LOG_LEVEL)
# Plain http is for loopback only; core.E004 refuses anything else with check --deploy.
SILENCED_SYSTEM_CHECKS = ["security.W008"]
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
