"""Settings of the whole house. Two variables move it: SKILLMARK_DATA (where its files live) and DATABASE_URL
(`postgresql://…`; absent: one SQLite file under SKILLMARK_DATA). ADDRESS is the web address people type.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from skillmark.config import offline_worker
from skillmark.config.installation import facts
from skillmark.config.private import keep_folder_private

CONTEXTS = (
    "people",
    "feedback",
    "governance",
    "standards",
    "campaigns",
    "learning",
    "support",
    "assessment",
    "credentials",
    "hiring",
    "mobility",
    "outcomes",
    "outreach",
)

DATA = Path(os.environ.get("SKILLMARK_DATA") or Path.cwd() / ".data").absolute()
INSTALLED = facts.read(DATA)
ADDRESS = (os.environ.get("SKILLMARK_ADDRESS") or INSTALLED.address or "http://localhost:8000").rstrip("/")
BACKUPS = INSTALLED.backups


def _secret_key() -> str:
    """Made at the first start, readable by its owner alone."""
    file = DATA / "secret.key"
    if file.exists():
        return file.read_text()
    value = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(descriptor, "w") as out:
        out.write(value)
    return value


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "skillmark.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # secure_delete: an erased name must not survive in a free page; recursive_triggers: without it
                # INSERT OR REPLACE slips past the append-only triggers
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;"
                "PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    options: dict[str, Any] = {}
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = unquote(query.get("host", "")) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


keep_folder_private(DATA)  # here too: a web server of somebody's own starts with the settings
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", urlsplit(ADDRESS).hostname or "localhost"]
CSRF_FAILURE_VIEW = "skillmark.config.middleware.stale"
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS.startswith("https://") else []
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
# How often somebody tried to log in, and which codes were used: known to every web process, and after a restart
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "skillmark.people.apps.PeopleConfig",  # before allauth: its log-in pages are ours
    "skillmark.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "skillmark.foundation.apps.FoundationConfig",
    *(f"skillmark.{context}.apps.{context.title()}Config" for context in CONTEXTS if context != "people"),
    "skillmark.config.apps.HouseConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "skillmark.config.middleware.PlainCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "skillmark.config.middleware.Answers",
]

ROOT_URLCONF = "skillmark.config.urls"
WSGI_APPLICATION = "skillmark.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "skillmark.ui.context.page",
                "skillmark.config.navigation.everywhere",
            ],
        },
    },
]
FORM_RENDERER = "skillmark.ui.forms.Renderer"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # whoever chose a password by a letter need not type it again
LOGIN_REDIRECT_URL = "/today"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "skillmark.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "skillmark.people.forms.LogInForm",
    "signup": "skillmark.people.forms.SignUpForm",
    "request_login_code": "skillmark.people.forms.CodeForm",
    "reset_password_from_key": "skillmark.people.forms.joining.ChoosePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1", "password2"]  # our form asks for one of the first two
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 10 * 60  # a text message may take minutes
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_RATE_LIMITS = {
    # six digits, three tries each; and nobody is sent more codes than a person needs because somebody types her number
    "request_login_code": "20/m/ip,3/m/key,6/h/key",
    "verify_phone": "1/30s/key,6/h/key,6/m/ip",
    "change_phone": "5/m/user",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ADDRESS.startswith("http://localhost")
MFA_TOTP_ISSUER = "Skillmark"
EMAIL_FILE_PATH = DATA / "mail"  # letters lie here as files until a mail server is named
DEFAULT_FROM_EMAIL = SERVER_EMAIL = INSTALLED.mail_from or f"skillmark@{urlsplit(ADDRESS).hostname}"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if INSTALLED.mail else 'filebased'}.EmailBackend"
if INSTALLED.mail:
    _mail = facts.mail_options(INSTALLED.mail)
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = _mail["host"], _mail["port"], _mail["timeout"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["username"], _mail["password"]
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail["use_ssl"], _mail["use_tls"]
if INSTALLED.behind_proxy:  # the proxy must set this header itself, and serve binds to loopback behind it
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 86400 if ADDRESS.startswith("https://") else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESS.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20  # form fields; files are held to UPLOAD_LIMIT before they are read
UPLOAD_LIMIT = 50 * 2**20
FILE_UPLOAD_TEMP_DIR = None

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ADD_HEADERS_FUNCTION = offline_worker.headers
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA / "unused"
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # neither an e-mail address nor a number is required: one of both is
TEST_RUNNER = "django.test.runner.DiscoverRunner"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"unlogged": {"()": "skillmark.foundation.unlogged.WithoutSecrets"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["unlogged"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
