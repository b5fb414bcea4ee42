"""The settings: one file, read from environment variables (README, "Settings").

The defaults are those of production. Two variables relax them: `NEWSROOM_DEBUG=1`, and a
`NEWSROOM_URL` that begins with `http://`, since a site on this machine, such as `make run` serves,
cannot have TLS.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from newsroom.config import content_security_policy
from newsroom.config.caches import caches
from newsroom.config.data_folder import stored_secret_key
from newsroom.config.databases import databases

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("NEWSROOM_DATA", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# False on a disk that may only be read: readers are served, writes get a 503.
DATA_IS_WRITABLE = os.access(DATA_DIR, os.W_OK)

DEBUG = env.bool("NEWSROOM_DEBUG", default=False)
SECRET_KEY = env.str("NEWSROOM_SECRET_KEY", default="") or stored_secret_key(
    DATA_DIR / "secret-key.txt"
)
# Keys of former times: what was signed with them is still accepted (docs/operations.md).
SECRET_KEY_FALLBACKS = env.list("NEWSROOM_SECRET_KEY_FALLBACKS", default=[])

# Scheme and host of absolute URLs, without a slash at the end; empty: those of each request.
PUBLIC_URL = env.str("NEWSROOM_URL", default="").rstrip("/")
HTTPS_ONLY = not DEBUG and not PUBLIC_URL.startswith("http://")
ALLOWED_HOSTS = env.list("NEWSROOM_HOSTS", default=[]) or [
    host for host in (urlsplit(PUBLIC_URL).hostname, "localhost", "127.0.0.1", "[::1]") if host
]
# Whether `serve` loads the demo articles into an empty database.
LOAD_DEMO = env.bool("NEWSROOM_DEMO", default=True)
# IP addresses or networks of our own proxies; only their X-Forwarded-* headers count (T-P8).
TRUSTED_PROXIES = env.list("NEWSROOM_TRUSTED_PROXIES", default=[])

# --- Apps and middleware ---------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.site",
    "newsroom.syndication",
    "newsroom.transfer",
    "newsroom.backup",
    "newsroom.readership",
    "newsroom.comments",
    "newsroom.search",
    "newsroom.pages",
    "newsroom.planning",
    "newsroom.articles",
    "newsroom.images",
    "newsroom.documents",
    "newsroom.web",
    "newsroom.notifications",
    "newsroom.accounts",
    "newsroom.mail",
    "newsroom.audit",
    "newsroom.config.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "taggit",
    "django_prose_editor",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]

MIDDLEWARE = [
    "newsroom.web.middleware.trusted_proxies.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.web.middleware.security_headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.web.middleware.security_headers.AdminCspMiddleware",
    "newsroom.site.middleware.MethodNotAllowedMiddleware",
    "newsroom.transfer.addresses.middleware.RedirectFallbackMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.web.middleware.same_origin.SameOriginPostMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.site.middleware.SiteSettingsMiddleware",
    "newsroom.audit.middleware.CurrentRequestMiddleware",
    "newsroom.accounts.sessions.middleware.LastSeenMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.config.urls"
WSGI_APPLICATION = "newsroom.config.wsgi.application"

_LOADERS = ["newsroom.web.templates.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.site.context_processors.site_settings",
            ],
        },
    },
]

# Form widgets find their templates in `templates/`, too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ------------------------------------------------------------------------------------

DATABASES = databases(
    env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}"),
    DATA_IS_WRITABLE,
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Processes that run Django for each front process, at most (docs/decisions/server.md).
FRONT_WORKERS = env.int("NEWSROOM_WORKERS", default=4)
# Of each front process's page cache; about 2,000 pages.
PAGE_CACHE_MAX_BYTES = 32 * 1024 * 1024

# Rate limits and job locks.
CACHES = caches(
    DATA_DIR,
    DATA_IS_WRITABLE,
    env.cache_url("CACHE_URL") if env.str("CACHE_URL", default="") else None,
)

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.web.staticfiles.HashedStaticStorage"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "zip", "gz", "br", "woff", "woff2", "map",
]  # fmt: skip

# --- Mail ------------------------------------------------------------------------------------

# Without EMAIL_URL nothing is offered that needs mail (`newsroom.mail.availability`).
MAIL_IS_CONFIGURED = bool(env.str("EMAIL_URL", default=""))
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20  # seconds, for each answer of the mail server
# Without a name of its own it gets the site's.
DEFAULT_FROM_EMAIL = env.str(
    "NEWSROOM_MAIL_FROM", default=f"newsroom@{urlsplit(PUBLIC_URL).hostname or 'localhost'}"
)

# --- Backup ----------------------------------------------------------------------------------

# The nightly backups; where each is copied to (a folder, or `host:folder` by rsync); and the public
# key they are encrypted for (age, SSH or gpg).
BACKUP_DIR = Path(env.str("NEWSROOM_BACKUPS", default=str(DATA_DIR / "backups"))).resolve()
BACKUP_COPY_TO = env.str("NEWSROOM_BACKUP_COPY", default="")
BACKUP_RECIPIENT = env.str("NEWSROOM_BACKUP_RECIPIENT", default="")

# --- Language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
TIME_ZONE = "Asia/Bangkok"
FORMAT_MODULE_PATH = ["newsroom.config.formats"]

# --- Users and sign-in -----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "newsroom.accounts.backends.UsernameOrEmailBackend",
]
# The first one hashes; a password that another one has hashed is hashed anew at its next sign-in.
PASSWORD_HASHERS = [
    "newsroom.accounts.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_ENGINE = "newsroom.accounts.sessions.engine"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7

# Wrong passwords within the cool-off time: for one account from one network, and from one network.
AXES_FAILURE_LIMIT = 5
SIGN_IN_NETWORK_LIMIT = 30
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # Retry-After stays true
AXES_HANDLER = "newsroom.accounts.lockout.LockoutHandler"
AXES_USERNAME_CALLABLE = "newsroom.accounts.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.lockout.client_network"
AXES_LOCKOUT_CALLABLE = "newsroom.accounts.lockout.locked_out"

# Days after which those who publish or manage people cannot sign in without a second factor.
SECOND_FACTOR_GRACE_DAYS = env.int("NEWSROOM_SECOND_FACTOR_GRACE_DAYS", default=14)
OTP_TOTP_ISSUER = urlsplit(PUBLIC_URL).hostname or "newsroom"  # authenticator apps show it

# --- Security --------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY and env.bool("NEWSROOM_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # asks for preloading, which binds a domain for years
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
CSRF_FAILURE_VIEW = "newsroom.site.errors.csrf_failure"
# In bytes. A long article fits; a larger request gets a 413 page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Of readers' pages. The admin's is `newsroom.web.middleware.security_headers.ADMIN_CSP`.
CONTENT_SECURITY_POLICY = content_security_policy.POLICY
VIDEO_PLAYERS = content_security_policy.VIDEO_PLAYERS

# Days for which a comment's IP address is stored; the Computer Crime Act asks for 90 (T-P1).
COMMENT_DATA_DAYS = env.int("NEWSROOM_COMMENT_DATA_DAYS", default=90)

# --- Tags and the body editor ----------------------------------------------------------------

TAGGIT_TAGS_FROM_STRING = "newsroom.articles.tags.parsing.parse_tags"
TAGGIT_STRING_FROM_TAGS = "newsroom.articles.tags.parsing.join_tags"
# Our extensions of the editor. `newsroom.body.schema` says what HTML a body may contain.
_EXTENSIONS = {
    "text": ["BlockDetails", "Language", "Cite", "Lines"],
    "figures": ["WholeFigures"],
    "links": ["Link", "ReadMore"],
    "attachments": ["Attachment"],
    "asides": ["FactBox", "FactBoxTitle", "PullQuote"],
    "menus": ["SelectionBar", "SlashMenu"],
    "searching": ["FindAndReplace"],
    "galleries": ["Gallery"],
    "videos": ["Video"],
    "dropped-photos": ["DroppedPhotos"],
    "pasting": ["PastedHtml"],
}
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy(f"js/editor/{module}.js")],
        "extensions": dict.fromkeys(names, html_tags([])),
    }
    for module, names in _EXTENSIONS.items()
]

# --- Logs ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "newsroom.web.request_log.WithoutTracebackOfRefusals"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
