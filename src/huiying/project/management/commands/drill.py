import json
import secrets
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError, InputError
from huiying.drills import clock
from huiying.drills.actions_results import earlier
from huiying.drills.models import Drill, DrillState, Stage
from huiying.drills.report import report
from huiying.drills.scenario.model import Scenario
from huiying.drills.scenario.reading import ScenarioError, read, shipped, shipped_named
from huiying.drills.scoring import read_result
from huiying.drills.world import plan, running
from huiying.drills.world.deeds import LARGEST_SEED, look_after, make_drill, start_drill, stop_drill, world_of
from huiying.drills.world.furnishing import furnish
from huiying.drills.world.writing import own, scenario_named
from huiying.people.models import Role, Unit, User
from huiying.project.engine import serve
from huiying.project.office import is_made
from huiying.reporting.models import PaperForm
from huiying.reporting.papers.sorts import OFFICIAL

LOOK_SECONDS = 0.5
LONGEST_FILE = 2 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Play a bad day in a world of its own: drill SCENARIO; or check FILE, list, stop SLUG, score SLUG --out FILE."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", metavar="SCENARIO|check|list|stop|score", help="a scenario's key or its file")
        parser.add_argument("which", nargs="?", default="", metavar="FILE|SLUG")
        parser.add_argument("--speed", type=float, default=1, help="minutes of the drill in one")
        parser.add_argument("--port", type=int, help="where the drill is reached")
        parser.add_argument("--seed", type=int, help="the same seed gives the same voices")
        parser.add_argument("--out", type=Path, help="where the result is written")

    def handle(self, *args: Any, **options: Any) -> None:
        words = {
            "check": self._check,
            "list": self._list,
            "stop": self._stop,
            "score": self._score,
            "serve": self._serve,
            "result": self._result,
        }
        words.get(options["what"], self._play)(options)

    def _check(self, options: dict[str, Any]) -> None:
        """Green, or every mistake with its line."""
        file = Path(options["which"])
        try:
            found = read(_text(file), where=file.name)
        except ScenarioError as error:
            for mistake in error.mistakes:
                self.stdout.write(f"{file}:{mistake.line}: {mistake.what} {mistake.fix}".rstrip())
            sys.exit(2)
        self.stdout.write(_("green: %(title)s") % {"title": found.title})

    def _list(self, options: dict[str, Any]) -> None:
        for scenario in shipped():
            self.stdout.write(f"{scenario.key:<24}{scenario.title}")
        if not is_made():
            return
        for row in own().select_related("unit"):
            self.stdout.write(f"{row.key:<24}{row.title}  {row.unit} v{row.version}")
        for drill in Drill.objects.all():
            look_after(drill, at=timezone.now())
            score = "" if drill.score is None else f"  {drill.score:g}"
            made = timezone.localtime(drill.made_at)
            self.stdout.write(f"{drill.slug:<36}{made:%Y-%m-%d %H:%M}  {drill.get_state_display()}{score}")

    def _play(self, options: dict[str, Any]) -> None:
        """A new world, served until Ctrl-C."""
        if settings.DRILL:
            raise ConfigError(_("No drill is set up in the world of another."), where=settings.DRILL)
        call_command("init", "--if-missing", stdout=sys.stderr)
        unit = Unit.objects.founding()
        assert unit is not None
        seed = options["seed"] if options["seed"] is not None else secrets.randbelow(LARGEST_SEED)
        drill = make_drill(
            _scenario(options["what"], unit),
            unit=unit,
            speed=options["speed"],
            seed=seed,
            port=options["port"],
            by=None,
            at=timezone.now(),
        )
        start_drill(drill, by=None, at=timezone.now())
        self._until_stopped(drill)

    def _until_stopped(self, drill: Drill) -> None:
        over = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_told: over.set())
        self.stdout.write(_("The world of “%(title)s” is being made …") % {"title": drill.title})
        told = False
        while not over.wait(LOOK_SECONDS):
            state = look_after(drill, at=timezone.now())
            if state == DrillState.FAILED:
                raise CommandError(drill.error or _("The drill ended by itself."))
            if state not in (DrillState.PREPARING, DrillState.RUNNING):
                return  # stopped from elsewhere
            if state == DrillState.RUNNING and not told:
                self._welcome(drill)
                told = True
        process = drill.process
        stop_drill(drill, by=None, at=timezone.now())
        running.wait(process)
        self.stdout.write(_("The drill %(slug)s is stopped; what it holds is kept.") % {"slug": drill.slug})

    def _welcome(self, drill: Drill) -> None:
        site, known = f"http://{settings.DRILL_HOST}:{drill.port}", plan.read(world_of(drill))
        self.stdout.write(_("Portal   %(url)s") % {"url": f"{site}/"})
        self.stdout.write(_("Desk     %(url)s") % {"url": f"{site}/desk/"})
        self.stdout.write(_("Password of every login: %(password)s") % {"password": known.password if known else ""})
        for role in Role:
            person = User.objects.filter(posts__role=role, is_active=True).order_by("pk").first()
            if person:
                self.stdout.write(f"  {person.username:<16}{person.name}  {role.label}")
        self.stdout.write(
            _("Drill %(slug)s, seed %(seed)d. Ctrl-C stops it.") % {"slug": drill.slug, "seed": drill.seed}
        )

    def _stop(self, options: dict[str, Any]) -> None:
        drill = _drill(options["which"])
        stop_drill(drill, by=None, at=timezone.now())
        self.stdout.write(_("The drill %(slug)s is stopped; what it holds is kept.") % {"slug": drill.slug})

    def _score(self, options: dict[str, Any]) -> None:
        """The result of a drill, as its own world tells it; as a report where a document is asked for."""
        drill, out = _drill(options["which"]), options["out"]
        result = running.result_of(world_of(drill))
        told = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
        if out is None:
            self.stdout.write(told)
        elif out.suffix in (".docx", ".pdf"):
            document = report(read_result(told), earlier(drill), dated=timezone.localdate())
            out.write_bytes(OFFICIAL[PaperForm(out.suffix[1:])](document))
        else:
            out.write_text(told, "utf-8")

    def _serve(self, options: dict[str, Any]) -> None:
        """In a drill's own world: furnish it where that is still to do, and serve it."""
        folder, own_plan = _world()
        furnish(folder, own_plan)
        own_clock = clock.current()
        assert own_clock is not None
        own_clock.wake()
        serve(settings.DRILL_HOST, options["port"])

    def _result(self, options: dict[str, Any]) -> None:
        """In a drill's own world: what it is worth. One of an earlier version gets its new tables first."""
        furnish(*_world())
        stage = Stage.objects.get()
        told = import_string(settings.STAGE_SCORE)(stage, at=timezone.now())
        self.stdout.write(json.dumps(told, ensure_ascii=False))


def _world() -> tuple[Path, plan.Plan]:
    found = plan.read(settings.HOME) if settings.DRILL else None
    if found is None:
        raise ConfigError(_("This is not the world of a drill."), where=str(settings.HOME))
    return settings.HOME, found


def _text(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LONGEST_FILE)
    except OSError as error:
        raise InputError(_("This file cannot be read."), where=str(file)) from error


def _scenario(what: str, unit: Unit) -> Scenario:
    """A scenario by its key, or by its file."""
    file = Path(what)
    if file.suffix in (".yaml", ".yml"):
        return read(_text(file), where=file.name)
    return scenario_named(what, unit=unit) or shipped_named(what)


def _drill(slug: str) -> Drill:
    found = Drill.objects.filter(slug=slug).first() if is_made() else None
    if found is None:
        raise InputError(_("There is no drill of this name."), where=slug, fix=_("`huiying drill list` tells them."))
    return found
