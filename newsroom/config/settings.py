"""The newsroom's settings: one file, read from the environment (README, "Settings").

Production is the default: nobody has to switch safety on. Only two things relax it, and each says
so: `NEWSROOM_DEBUG=1`, and a `NEWSROOM_URL` that begins with `http://` (a site on this machine,
such as `make run` serves, cannot have TLS).
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django_prose_editor.config import html_tags
from js_asset import static_lazy

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("NEWSROOM_DATA", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _kept_secret(path: Path) -> str:
    """The secret key kept in `path`, made on the first start; only its owner can read the file."""
    try:
        with open(path, "x", encoding="ascii", opener=_private) as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


DEBUG = env.bool("NEWSROOM_DEBUG", default=False)
SECRET_KEY = env.str("NEWSROOM_SECRET_KEY", default="") or _kept_secret(DATA_DIR / "secret-key.txt")

# The public base address, without a slash at the end; empty: each request's own host.
PUBLIC_URL = env.str("NEWSROOM_URL", default="").rstrip("/")
SECURE = not DEBUG and not PUBLIC_URL.startswith("http://")
ALLOWED_HOSTS = env.list("NEWSROOM_HOSTS", default=[]) or [
    host for host in (urlsplit(PUBLIC_URL).hostname, "localhost", "127.0.0.1", "[::1]") if host
]
# Whether an empty database is filled with demo news on the first start.
DEMO_WANTED = env.bool("NEWSROOM_DEMO", default=True)
# Addresses of our own proxies; only they may say who the reader is (T-P8).
TRUSTED_PROXIES = env.list("NEWSROOM_TRUSTED_PROXIES", default=[])

# --- Rooms -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.site",
    "newsroom.syndication",
    "newsroom.transfer",
    "newsroom.readership",
    "newsroom.comments",
    "newsroom.search",
    "newsroom.articles",
    "newsroom.images",
    "newsroom.web",
    "newsroom.accounts",
    "newsroom.audit",
    "newsroom.config.apps.NewsroomAdmin",
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
    "csp",
]

MIDDLEWARE = [
    "newsroom.web.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.web.security.PagePolicy",
    "csp.middleware.CSPMiddleware",
    "newsroom.web.security.AdminPolicy",
    "newsroom.transfer.redirects.OldAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.web.security.SameSitePosts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.site.identity.SiteIdentityOfRequest",
    "newsroom.audit.record.RequestAtHand",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.config.urls"
WSGI_APPLICATION = "newsroom.config.wsgi.application"

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
                "newsroom.site.identity.site_identity",
            ],
        },
    },
]

# Widgets may have templates of ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")
}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read while one writes; IMMEDIATE makes writers queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-4000;PRAGMA temp_store=MEMORY"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Compiling a query takes longer than any of ours runs; and a server that does not answer at
    # all must not hold readers up for minutes.
    ours = {"options": "-c jit=off", "connect_timeout": 5}
    DATABASES["default"]["OPTIONS"] = {**ours, **DATABASES["default"].get("OPTIONS", {})}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What each worker may keep of hot pages; two thousand pages fit into this.
HOT_PAGES_BYTES = 32 * 1024 * 1024

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://newsroom")}

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
        else "newsroom.web.static.HashedStatic"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "zip", "gz", "br", "woff", "woff2", "map",
]  # fmt: skip

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))

# --- Language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
FORMAT_MODULE_PATH = ["newsroom.config.formats"]

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "newsroom.accounts.backends.NameOrEmail",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "newsroom.web.proxies.client_address"

# --- Safety ----------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
CSRF_FAILURE_VIEW = "newsroom.site.errors.csrf_failure"
# A whole story with its tables fits; what is larger gets a 413 in Thai.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Who may play a video inside a story, once a reader has asked for it.
VIDEO_PLAYERS = ["https://www.youtube-nocookie.com", "https://www.facebook.com"]
# What a reader's page may load: our own files and nothing else, and no script but ours. No nonce,
# so that the page can be cached. The admin's policy stands in newsroom.web.security.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": VIDEO_PLAYERS,
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Days to keep where a comment came from: the law asks for 90 at least (T-P1).
COMMENT_DATA_DAYS = env.int("NEWSROOM_COMMENT_DATA_DAYS", default=90)

# --- Tags and the body editor ----------------------------------------------------------------

TAGGIT_TAGS_FROM_STRING = "newsroom.articles.tagging.parse_tags"
TAGGIT_STRING_FROM_TAGS = "newsroom.articles.tagging.join_tags"
# Our own pieces of the editor. What they may leave in a text is said by newsroom.articles.body.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/prose-newsroom.js")],
        "extensions": dict.fromkeys(("Gallery", "Video", "DroppedPhotos"), html_tags([])),
    }
]

# --- Logs ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
