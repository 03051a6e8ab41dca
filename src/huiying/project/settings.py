"""One settings file: the home folder and the environment decide, and a wrong word fails loudly."""

import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from huiying.project import home
from huiying.project.caches import PAGES, cache
from huiying.project.databases import database
from huiying.project.searchservers import search_server

HOME = home.path()
OFFICE = home.read(HOME)
PROJECT = Path(__file__).parent

SECRET_KEY = OFFICE.secret_key
SEALING_KEYS = OFFICE.sealing_keys or (OFFICE.secret_key,)
FINGERPRINT_KEY = OFFICE.fingerprint_key or OFFICE.secret_key
MESSAGE_SCHEMES = OFFICE.message_schemes
INSPECT_LINKS = OFFICE.inspect_links  # whether the daily inspection asks the sites that the portal's pages lead to
FETCH_PRIVATE = OFFICE.fetch_private  # whether feeds and webhooks may reach addresses inside the office's own network
DEBUG = OFFICE.debug
DEMO = OFFICE.demo
ALLOWED_HOSTS = list(OFFICE.hosts)
CSRF_TRUSTED_ORIGINS = list(OFFICE.origins)

INSTALLED_APPS = [
    "huiying.project",
    "huiying.ledger",
    "huiying.people",
    "huiying.intake",
    "huiying.assessment",
    "huiying.handling",
    "huiying.publication",
    "huiying.feedback",
    "huiying.reporting",
    "huiying.publication.wagtail_words",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "huiying.publication.front.middleware.SharedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiying.project.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "huiying.project.urls"
WSGI_APPLICATION = "huiying.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huiying.project.navigation.navigation",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("HUIYING_DATABASE") or OFFICE.database, HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
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
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
# Five tries and half an hour are the practice under GB/T 22239-2019; the standard itself gives no number.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OFFICE.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OFFICE.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of the same site
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/cms/"],  # Wagtail's editor writes script and style into its pages
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = OFFICE.zone

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": cache(os.environ.get("HUIYING_CACHE") or OFFICE.cache, SECRET_KEY), "pages": PAGES}

PORTAL_SEARCH = search_server(os.environ.get("HUIYING_SEARCH") or OFFICE.search)

WAGTAILDOCS_SERVE_METHOD = "direct"  # by publication, under MEDIA_URL
WAGTAIL_SITE_NAME = "回应"
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
WAGTAILADMIN_BASE_URL = SITE_ADDRESS = OFFICE.address.rstrip("/")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = "login"
WAGTAIL_FINISH_WORKFLOW_ACTION = "huiying.publication.finishing.publish_reviewed"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # who approved a text approved that text
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "doc", "xlsx", "xls", "wps", "et", "ofd", "zip", "txt", "csv"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a document is kept, never opened as a page of ours
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HUIYING_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",  # the address for links in mails is set when mail is
]
