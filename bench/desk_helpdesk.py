"""A minimal project of django-helpdesk with so many tickets, behind granian. Run by `desk_pages.py` where both are
installed. Everybody is signed in, so that its pages are measured and not its login.

python desk_helpdesk.py FOLDER PORT TICKETS
"""

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
APPS = (
    ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles", "sites", "humanize"],
    ["rest_framework", "helpdesk"],
)
WORDS = ("路灯不亮", "补贴申报", "夜间施工噪音", "施工许可", "青石巷漏雨", "公积金提取")
SAID = "已经反映过两次，一直没有人来处理，请尽快协调。希望有关部门实地看一看，给一个明确的答复。"


def set_up(folder: str) -> None:
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(Path(folder, "helpdesk.sqlite3")),
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
            }
        },
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in APPS[0]), *APPS[1]],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            f"{__name__}.signed_in",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        MEDIA_ROOT=str(Path(folder, "media")),
        STATIC_URL="/static/",
        HELPDESK_TEAMS_MODE_ENABLED=False,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        SITE_ID=1,
        USE_TZ=True,
        ROOT_URLCONF=__name__,
        LOGGING_CONFIG=None,
        REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [f"{__name__}.Everybody"]},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
    )
    django.setup()
    urlpatterns.append(path("", include("helpdesk.urls", namespace="helpdesk")))


class Everybody:
    """Whoever asks the REST list is the one member of staff."""

    def authenticate(self, request: Any) -> tuple[Any, None]:
        return _staff(), None

    def authenticate_header(self, request: Any) -> str:
        return ""


def signed_in(answer: Any) -> Any:
    def answered(request: Any) -> Any:
        request.user = _staff()
        return answer(with_queries(request))

    return answered


def with_queries(request: Any) -> Any:
    """The address of the list holds its query in base64: `{query}` and `{search}` stand for it."""
    from helpdesk.query import query_to_base64  # noqa: PLC0415

    told = {"filtering": {"status__in": [1, 2]}, "filtering_null": {}, "sorting": "created", "sortreverse": True}
    sought = {**told, "search_string": random.choice(WORDS)[:4]}
    for name, query in (("%7Bquery%7D", told), ("%7Bsearch%7D", sought), ("{query}", told), ("{search}", sought)):
        if name in request.path_info:
            request.path_info = request.path_info.replace(name, query_to_base64({"search_string": "", **query}))
    return request


def _staff() -> Any:
    from django.contrib.auth.models import User  # noqa: PLC0415

    return User.objects.get(username="staff")


def fill(count: int) -> None:
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415
    from helpdesk.models import Queue, Ticket  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    staff = User.objects.create(username="staff", is_staff=True, is_superuser=True)
    queues = [Queue.objects.create(title=f"Q{n}", slug=f"q{n}") for n in range(8)]
    now, chance = timezone.now(), random.Random(7)
    Ticket.objects.bulk_create(
        (
            Ticket(
                title=f"{chance.choice(WORDS)}的问题（{n}）",
                description=f"第{n}号。{SAID}",
                queue=chance.choice(queues),
                assigned_to=staff if chance.random() < 0.7 else None,
                submitter_email=f"c{n % 997}@mail.example",
                status=chance.choice((1, 1, 3, 4, 4)),
                created=now - timedelta(minutes=37 * n),
                modified=now - timedelta(minutes=37 * n),
            )
            for n in range(count)
        ),
        batch_size=500,
    )


def main(folder: str, port: str, count: str) -> None:
    """Fill in a process of its own, then answer from one with its threads, as `huiying serve` does."""
    here = str(Path(__file__).parent)
    os.environ["HELPDESK_FOLDER"] = folder
    filling = f"import desk_helpdesk; desk_helpdesk.fill({int(count)})"
    subprocess.run([sys.executable, "-c", filling], check=True, env={**os.environ, "PYTHONPATH": here})
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415

    sys.path.insert(0, here)
    Granian(
        "desk_helpdesk:application", address="127.0.0.1", port=int(port), interface=Interfaces.WSGI, blocking_threads=4
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
elif "HELPDESK_FOLDER" in os.environ:
    set_up(os.environ["HELPDESK_FOLDER"])
    application = get_wsgi_application()
