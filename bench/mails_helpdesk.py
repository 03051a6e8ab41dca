"""A minimal project of django-helpdesk that reads a mailbox once. Run by `mails.py` where django-helpdesk is installed.

python mails_helpdesk.py FOLDER PORT USER PASSWORD
"""

import json
import resource
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
APPS = (
    ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles", "sites", "humanize"],
    ["rest_framework", "helpdesk"],
)


def main(folder: str, port: str, user: str, password: str) -> None:
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder, "helpdesk.sqlite3"))}},
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in APPS[0]), *APPS[1]],
        MEDIA_ROOT=str(Path(folder, "media")),
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        HELPDESK_TEAMS_MODE_ENABLED=False,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        SITE_ID=1,
        USE_TZ=True,
        ROOT_URLCONF=__name__,
        LOGGING_CONFIG=None,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    )
    django.setup()
    urlpatterns.append(path("", include("helpdesk.urls", namespace="helpdesk")))
    call_command("migrate", verbosity=0)
    _make_queue(port, user, password)
    begun, worked = time.perf_counter(), time.process_time()
    call_command("get_email", quiet=True)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    from helpdesk.models import Ticket  # noqa: PLC0415 - Django stands only after setup

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2), "peak_mb": round(peak, 1)}
    print(json.dumps({"tickets": Ticket.objects.count()} | told))


def _make_queue(port: str, user: str, password: str) -> None:
    from helpdesk.models import Queue  # noqa: PLC0415

    Queue.objects.create(
        title="Bench",
        slug="bench",
        email_address=user,
        allow_email_submission=True,
        email_box_type="imap",
        email_box_host="127.0.0.1",
        email_box_port=int(port),
        email_box_user=user,
        email_box_pass=password,
        email_box_imap_folder="INBOX",
        logging_type="none",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
