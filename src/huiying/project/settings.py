"""One settings file: the home folder and the environment decide, and a wrong word fails loudly."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from huiying.accounts.provider import provider
from huiying.drills import clock, closing
from huiying.language.writers import writer_at
from huiying.project import headers, home
from huiying.project.brokers import broker
from huiying.project.caches import PAGES, cache, sheets
from huiying.project.databases import database
from huiying.project.keys.ring import Ring
from huiying.project.mediastores import stores
from huiying.project.scanners import scanner
from huiying.project.searchservers import search_server
from huiying.project.watching.logs import logging
from huiying.project.watching.networks import networks

HOME = home.path()
OFFICE = home.read(HOME)
PROJECT = Path(__file__).parent

SECRET_KEY = OFFICE.secret_key
SEALING_KEYS = Ring(HOME, OFFICE)  # read again when the file changes
FINGERPRINT_KEY = OFFICE.fingerprint_key or OFFICE.secret_key
DRILL = OFFICE.drill  # the key of the drill whose world this is; empty in an office
DRILL_PORTS = OFFICE.drill_ports
DRILL_HOST = OFFICE.drill_host
MESSAGE_SCHEMES = () if DRILL else OFFICE.message_schemes  # in a drill nobody is told outside
FOOTER = OFFICE.footer
# whether the daily inspection asks the sites that the portal's pages lead to
INSPECT_LINKS = OFFICE.inspect_links and not DRILL
# whether feeds and webhooks may reach addresses inside the office's own network
FETCH_PRIVATE = OFFICE.fetch_private and not DRILL
FETCH_PLAIN = OFFICE.fetch_plain
ANCHORS = OFFICE.service("anchors")
METRICS_FROM, METRICS_TOKEN = networks(OFFICE.metrics_from), OFFICE.service("metrics_token")
DEBUG = OFFICE.debug
DEMO = OFFICE.demo
ALLOWED_HOSTS = list(OFFICE.hosts)
CSRF_TRUSTED_ORIGINS = list(OFFICE.origins)

INSTALLED_APPS = [
    "huiying.project",
    "huiying.ledger",
    "huiying.people",
    "huiying.accounts",
    "huiying.intake",
    "huiying.assessment",
    "huiying.handling",
    "huiying.publication",
    "huiying.feedback",
    "huiying.reporting",
    "huiying.drills",
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
    "huiying.project.watching.doors.Watched",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "huiying.project.guarding.Guarded",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huiying.publication.front.middleware.SharedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "huiying.accounts.middleware.KnownPerson",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiying.project.refusals.RefusalMiddleware",
    "huiying.project.pacing.Paced",
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

DATABASES = {"default": database(OFFICE.service("database"), HOME)}
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
    {"NAME": "huiying.accounts.passwords.DigitsAreMany"},
    {"NAME": "huiying.accounts.passwords.NotLeaked"},
    {"NAME": "huiying.accounts.passwords.ChineseHabits"},
    {"NAME": "huiying.accounts.passwords.NotTheName"},
    {"NAME": "huiying.accounts.passwords.NotUsedLately", "OPTIONS": {"last": 5}},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
# Five tries and half an hour are the practice under GB/T 22239-2019; the standard itself gives no number.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are listed by accounts, and end after half a year
SECOND_FACTOR = "off" if DRILL else OFFICE.second_factor
SESSION_IDLE_MINUTES, SESSION_HOURS = OFFICE.session_idle_minutes, OFFICE.session_hours
SIGN_ON = provider(*map(OFFICE.service, ("sign_on", "sign_on_client", "sign_on_secret")))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = OFFICE.behind_proxy
SESSION_COOKIE_NAME = headers.host_only("sessionid", secure=OFFICE.behind_proxy)
CSRF_COOKIE_NAME = headers.host_only("csrftoken", secure=OFFICE.behind_proxy)
LANGUAGE_COOKIE_NAME = headers.host_only("django_language", secure=OFFICE.behind_proxy)
MESSAGE_COOKIE_NAME = headers.host_only("messages", secure=OFFICE.behind_proxy)
MESSAGE_STORAGE = "huiying.project.guarding.Messages"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # our scripts take the token from the page
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"  # a link in a mail opens the desk
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OFFICE.behind_proxy else None
SECURE_HSTS_SECONDS = headers.YEAR if OFFICE.behind_proxy else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = OFFICE.behind_proxy
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of the same site
CONTENT_SECURITY_POLICY = {"DIRECTIVES": headers.DIRECTIVES}

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
    **stores(OFFICE.service("media"), HOME),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": cache(OFFICE.service("cache"), SECRET_KEY), "pages": PAGES}
CACHES["sheets"] = sheets(HOME)

SCANNER = scanner(OFFICE.service("scanner"))
BROKER = broker(OFFICE.service("broker"))  # for Celery, where loops run on many machines

PORTAL_SEARCH = search_server(OFFICE.service("search"))
LANGUAGE_MODEL = writer_at(OFFICE.service("model"))  # polishes papers; None: nothing is asked

WAGTAILDOCS_SERVE_METHOD = "serve_view"  # by publication, which asks whether a public page refers to the document
WAGTAIL_SITE_NAME = "回应"
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
WAGTAILADMIN_BASE_URL = SITE_ADDRESS = OFFICE.address.rstrip("/")
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # an office has one
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = "login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False  # by the desk, which records it
WAGTAIL_FINISH_WORKFLOW_ACTION = "huiying.publication.finishing.publish_reviewed"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # who approved a text approved that text
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "doc", "xlsx", "xls", "wps", "et", "ofd", "zip", "txt", "csv"]
# Without what another site gives to be shown (embed): its script and its frames stand on no page of ours, and the
# server asks no site for it.
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "image"],
        },
    }
}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILIMAGES_IMAGE_FORM_BASE = "huiying.publication.documents.CheckedPictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "huiying.publication.documents.CheckedForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a document is kept, never opened as a page of ours
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = logging(OFFICE.service("log_format"), os.environ.get("HUIYING_LOG", "WARNING"))
SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",  # the address for links in mails is set when mail is
    "security.W008",  # the proxy that speaks TLS turns http away; here a probe inside the network would be turned too
    "security.W019",  # Wagtail's preview is a frame of the same site
    "security.W021",  # the list of browsers' makers is for a whole domain, and its owner enters it
]

# 演练 · A drill's world (decision 16): one connector is every channel's there.
CHANNEL_CONNECTORS = "huiying.drills.stage_connector.connector" if DRILL else ""
# What the loop plays each second in a drill's world, and what scores it.
STAGE_PLAY = "huiying.drills.actions.playing.play"
STAGE_SCORE = "huiying.drills.scoring.score"
if DRILL:
    closing.close()
    clock.install(HOME)  # before anything else is loaded: many keep the function that tells the time
    MIDDLEWARE.insert(
        MIDDLEWARE.index("huiying.publication.front.middleware.SharedPages") + 1, "huiying.drills.marking.Marked"
    )
    # The cookies of one machine are shared by its ports; nobody is signed out because an hour is a minute here.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"huiying_drill_{DRILL}", f"huiying_drill_{DRILL}_form"
    MESSAGE_COOKIE_NAME = f"huiying_drill_{DRILL}_told"
    SESSION_COOKIE_AGE = int(SESSION_COOKIE_AGE * clock.FASTEST)
    MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
