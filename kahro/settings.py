"""Every setting, read from the environment. None is needed on one's own machine.

ALLOWED_HOSTS  the names the site answers to, separated by commas. A site with a name is a production site: it refuses
               to start with DEBUG or without a SECRET_KEY. Without one it answers only on this machine.
SECRET_KEY     signs sessions and links; without a name, one is made in .local/secret-key
DEBUG          "1" for a developer
HTTPS          "1" behind a proxy that speaks TLS and sets X-Forwarded-Proto and X-Forwarded-For
DATABASE_URL   postgres://user:password@host/name; an embedded PostgreSQL otherwise
MEDIA_ROOT     where uploaded papers are kept, .local/media otherwise
"""

import os
import secrets
import sys
from pathlib import Path

import fontpkg_sarabun
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from kahro.server.database import databases

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = BASE_DIR / ".local"


def switched_on(name: str) -> bool:
    """Whether the environment says 1, yes, true or on."""
    return os.environ.get(name, "").lower() in {"1", "yes", "true", "on"}


def secret_key() -> str:
    """The key from the environment, else one of this checkout's own, readable by its owner alone."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    file = LOCAL / "secret-key"
    LOCAL.mkdir(exist_ok=True)
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text()


DEBUG = switched_on("DEBUG")
HTTPS = switched_on("HTTPS")
TESTING = "pytest" in sys.modules
NAMES = [name.strip() for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name.strip()]

if HTTPS and not NAMES:
    raise ImproperlyConfigured("HTTPS is on: set ALLOWED_HOSTS to the names of the site.")
if any("*" in name for name in NAMES):
    raise ImproperlyConfigured("ALLOWED_HOSTS: write the names of the site. With * it would answer to any name.")
if NAMES and DEBUG:
    raise ImproperlyConfigured("ALLOWED_HOSTS is set, so DEBUG must be off: it shows members' data to strangers.")
if NAMES and len(os.environ.get("SECRET_KEY", "")) < 50:
    raise ImproperlyConfigured("ALLOWED_HOSTS is set, so set SECRET_KEY to 50 random characters or more.")

ALLOWED_HOSTS = NAMES or ["localhost", "127.0.0.1", "[::1]"]
DATABASES = databases()
SECRET_KEY = secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "kahro",
    "welfare",
    "funds",
    "villages",
    "ledger",
    "django.forms",
    "pgtrigger",
    "django_tables2",
    "django_filters",
    "bootstrap",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # its random padding keeps what is secret in a page from being measured
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "villages.middleware.addresses_hold_no_citizen_id",
    "kahro.server.middleware.PapersAreBounded",  # before anything reads a form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kahro.server.middleware.TextComesInClean",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kahro.server.middleware.PersonalPagesAreNotStored",
    "villages.middleware.idle_sessions_end",
]

ROOT_URLCONF = "kahro.urls"
WSGI_APPLICATION = "kahro.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Templates and forms

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
                "kahro.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "django_tables2/bootstrap5.html"

# Language: Thai unless a page says otherwise; what a browser asks for is ignored

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "kahro/locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = LOCAL / "static"
STATICFILES_DIRS: list[tuple[str, Path] | Path] = [("fonts", Path(fontpkg_sarabun.__file__).parent / "files")]
if (BASE_DIR / "static").is_dir():
    STATICFILES_DIRS.append(BASE_DIR / "static")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "gif", "woff2", "br", "gz"]
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", LOCAL / "media"))
STORAGES = {
    "default": {"BACKEND": "kahro.server.storage.PaperStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600  # registers hold citizen IDs
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Who comes in

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "villages.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True  # for how long, villages.middleware says
# Besides allauth's own; `villages.adapter` says what a try is counted by.
ACCOUNT_RATE_LIMITS = {
    "activate": "10/m/ip",
    "sign": "5/5m/key",
    "login_failed": "5/5m/key",
    "login_on_known_device": "5/5m/key",
    "login_sprayed": "10/m/ip",
    "login_elsewhere": "1000/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(HTTPS)
# Rate limits are counted here, so there is room for more of them than anybody can make in a minute.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_SAVE_EVERY_REQUEST = True  # an idle officer's session ends by its age

# Cookies and transport

CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in NAMES] if HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "kahro.server.logs.RefusalsAreShort"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
