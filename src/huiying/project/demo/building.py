"""The demo office is built: people, letters in the order of time, pages, topics, and a report ready to open."""

import gc
import heapq
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain, count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.actions import gather_topics
from huiying.assessment.office import judge
from huiying.core.errors import ConfigError
from huiying.handling.actions import hold, ring, save_view
from huiying.handling.models import Case
from huiying.handling.rulebook import calendar
from huiying.intake.models import Channel, Voice
from huiying.language.judge import Judge
from huiying.people.models import User
from huiying.project.demo import disclosures, emergencies, trainings
from huiying.project.demo.at_hand import lay_out
from huiying.project.demo.board import fill_board
from huiying.project.demo.clues import tell_clues
from huiying.project.demo.consulting import consult
from huiying.project.demo.gap import show_gap
from huiying.project.demo.history import BEGAN, bring_along, brought
from huiying.project.demo.inspecting import inspect_past_days
from huiying.project.demo.pages import publish_pages
from huiying.project.demo.portal import furnish_portal
from huiying.project.demo.releases import publish_in_all_forms
from huiying.project.demo.sections import shared
from huiying.project.demo.staffing import Cast, hire
from huiying.project.demo.supervising import look_for_lateness, supervise
from huiying.project.demo.telling import Deed, Life
from huiying.project.demo.terms import mornings, stories
from huiying.project.demo.world.letters import letters
from huiying.project.office import is_made, make_office
from huiying.reporting.actions import take_snapshot, write_paper

SEED = 20260315
MARK = "lin.wanqing"
LESSON = 100
SELDOM = (50_000, 20, 20)  # so much is made and let go here that looking for rings of it takes seconds
VIEWS = (
    ("cases", "超期未答", "state=open&clock=late&sort=due"),
    ("cases", "退回过的", "state=open&returned=yes"),
    ("inbox", "投诉举报", "kind=投诉"),
)
Show = Callable[[str], None]


def is_demo() -> bool:
    """Whether this home holds the demo office, whole; another office is never touched."""
    if not is_made():
        return False
    if not User.objects.filter(username=MARK).exists() and Voice.objects.exists():
        raise ConfigError(
            _("This home holds an office of its own."),
            fix=_("Name another folder in HUIYING_HOME for the demo."),
        )
    return User.objects.filter(username=MARK).exists()


def build(*, at: datetime, show: Show) -> None:
    """Build the whole demo in one transaction: a half-built office never stays."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        _build(at, show)
    finally:
        gc.set_threshold(*usual)


def _build(at: datetime, show: Show) -> None:
    today = timezone.localtime(at).date()
    office = make_office(at=at - timedelta(days=400))
    with transaction.atomic():
        show(_("Staff take their posts"))
        cast = hire(office, at - timedelta(days=399))
        show(_("Letters come in, are judged, assigned, answered under sign-off, published, rated"))
        _live(cast, today, at)
        supervise(cast, at)
        lay_out(cast, at)
        _hold_one(cast, at)
        show(_("Pages are published"))
        publish_pages(SEED, today)
        fill_board(cast, SEED, at)
        inspect_past_days(at)
        consult(cast, at)
        furnish_portal(today)
        publish_in_all_forms(cast, at)
        show(_("Topics are gathered and the self-inspection report is written"))
        gather_topics(start=None, end=None, at=at)
        tell_clues(cast, calendar(), at)
        show_gap(cast, at)
        _write_report(today, at)
        _keep_views(cast, at)


def _live(cast: Cast, today: date, now: datetime) -> None:
    """Play every deed of every letter in the order of time, until now."""
    waiting = list(_deeds(cast, today, now))
    first = min(at for at, _order, _deed in waiting)
    waiting += [(at, -1 - day, partial(_look_around, now=now)) for day, at in enumerate(mornings(first, now))]
    heapq.heapify(waiting)
    while waiting:
        at, _order, deed = heapq.heappop(waiting)
        if at >= now:
            return
        deed(at)


def _hold_one(cast: Cast, at: datetime) -> None:
    """Of one complaint that is over the office is sued, so its file is kept whole."""
    case = Case.objects.filter(state="closed", inquiry__verdict="unjustified").order_by("closed_at").first()
    if case is not None:
        reason = "当事企业已就处理结果申请行政复议，案卷须完整保存。"
        hold(case, ground="litigation", reason=reason, by=cast.information[0], at=at)


def _look_around(at: datetime, *, now: datetime) -> None:
    """What the loop does of a morning: alarms, and lately cards and late lists."""
    while ring(at=at):
        pass
    look_for_lateness(at, now)


def _deeds(cast: Cast, today: date, now: datetime) -> Iterator[tuple[datetime, int, Deed]]:
    channels = {channel.slug: channel for channel in Channel.objects.all()}
    taught = _Taught()
    order, old = count(), []
    for number, letter in enumerate(letters(SEED, today)):
        ident = f"demo-{number:04d}"
        if heard := brought(ident, letter, calendar(), now):
            old.append((letter.channel, heard))
            continue
        life = Life(
            letter=letter,
            ident=ident,
            cast=cast,
            channel=channels[letter.channel],
            judge=taught,
            rng=random.Random(SEED + number),
        )
        for at, deed in life.deeds(calendar(), now):
            yield at, next(order), deed
    yield now - BEGAN, next(order), lambda at: bring_along(old, channels, taught(), at)
    writing = Channel.objects.for_writing()[0]
    told = (
        stories(cast, writing, taught, now),
        shared(cast, writing, taught, now),
        disclosures.stories(cast, writing, taught, now),
        emergencies.stories(cast, taught, now),
        trainings.stories(cast, calendar(), now),
    )
    for at, deed in chain(*told):
        yield at, next(order), deed


def _keep_views(cast: Cast, at: datetime) -> None:
    """What the information section looks at every morning."""
    by = cast.information[0]
    for which, name, query in VIEWS:
        save_view(which, name=name, query=query, shared=True, by=by, at=at)


class _Taught:
    """The office's judge, taught anew by its confirmations every hundred letters."""

    def __init__(self) -> None:
        self._letters = 0
        self._judge = judge()

    def __call__(self) -> Judge:
        self._letters += 1
        if self._letters % LESSON == 0:
            self._judge = judge()
        return self._judge


def _write_report(today: date, now: datetime) -> None:
    """The report of the year up to the end of last month."""
    end = today.replace(day=1) - timedelta(days=1)
    start = (end - timedelta(days=364)).replace(day=1)
    snapshot = take_snapshot(
        start,
        end,
        notice="关于开展政务舆情回应工作自查的通知",
        notice_number=f"江政办函〔{today.year}〕18号",
        by=None,
        at=now,
    )
    write_paper(snapshot, by=None, at=now)
