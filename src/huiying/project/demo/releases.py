"""一稿多发 · Of the demo: one text in every form, an issue of the printed bulletin with three, a calendar of ten."""

import io
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from huiying.people.models import User
from huiying.project.demo.staffing import Cast
from huiying.publication.actions.enclosing import add_picture
from huiying.publication.actions.issues import open_issue, set_items, take_issue
from huiying.publication.actions.manuscripts import review_manuscript, submit_manuscript, write_manuscript
from huiying.publication.actions.planning import finish_item, plan_item, tie_item
from huiying.publication.actions.spreading import publish_page, take_file, tell_delivered
from huiying.publication.columns import NEWS
from huiying.publication.manuscripts.forms import FILES
from huiying.publication.models import ColumnPage, Manuscript, Shape

DATA = Path(__file__).parent / "world" / "releases.toml"
FORMED = timedelta(days=9)
HOUR = timedelta(hours=1)
QUARTER = timedelta(days=92)
BULLETIN = "招商信息"
SKY, GROUND = (206, 222, 238), (126, 150, 116)
HOUSES = ((90, 300, 96, 116, 146), (360, 230, 158, 128, 106), (620, 350, 76, 106, 152), (920, 270, 164, 152, 130))


def publish_in_all_forms(cast: Cast, at: datetime) -> None:
    """The texts pass their three reviews; the first goes out in every form, all stand in an issue."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    editor = cast.editors[0]
    texts = [_approved(cast, text, at - timedelta(days=2)) for text in told["texts"]]
    first = texts[0]
    publish_page(first, by=editor, at=at - timedelta(days=1))
    for form in FILES:
        take_file(first, form=form, by=editor, at=at - timedelta(days=1))
    take_file(first, form=Shape.POSTER, press_ready=True, by=editor, at=at - timedelta(days=1))
    tell_delivered(first, form=Shape.POSTER, to="政务服务中心一楼公告栏", by=editor, at=at - HOUR)
    issue = open_issue(unit=first.unit, name=BULLETIN, dated=timezone.localtime(at).date(), by=editor, at=at - HOUR)
    set_items(issue, texts, by=editor, at=at - HOUR)
    take_issue(issue, press_ready=True, by=editor, at=at - HOUR)
    _plan(cast, told["plans"], texts[1], editor, at)


def _approved(cast: Cast, text: dict[str, Any], at: datetime) -> Manuscript:
    """Written by a handler, reviewed by an editor, the head of the section and the leader in charge."""
    section, writer = cast.sections[text["section"]], cast.handlers[text["section"]][0]
    facts = {
        "title": text["title"],
        "summary": text["summary"],
        "body": text["body"],
        "source": section.unit.name,
        "contact": text["contact"],
        "formed_on": (timezone.localtime(at) - FORMED).date(),
    }
    column = ColumnPage.objects.get(slug=NEWS)
    made = write_manuscript(section=section, column=column, facts=facts, by=writer, at=at)
    if text.get("picture"):
        add_picture(made, content=_drawn(), caption=text["picture"], by=writer, at=at)
    submit_manuscript(made, looked_at=True, by=writer, at=at)
    for number, by in enumerate((cast.editors[0], cast.heads[section.name], cast.leaders[section.name]), start=1):
        seen = Manuscript.objects.get(pk=made.pk).digest
        made = review_manuscript(made, approved=True, seen=seen, by=by, at=at + number * HOUR)
    return made


def _plan(cast: Cast, plans: list[dict[str, Any]], tied: Manuscript, by: User, at: datetime) -> None:
    today = timezone.localtime(at).date()
    for told in plans:
        day = today + timedelta(days=told.get("day", 0))
        facts = {"kind": "ordinary", "year": today.year, **told, "day": day}
        item = plan_item(section=cast.sections[told["section"]], facts=facts, by=by, at=at - timedelta(days=20))
        if item.day < today - QUARTER:
            finish_item(item, by=by, at=at - HOUR)
        if told["section"] == tied.section.name:
            tie_item(item, manuscript=tied, by=by, at=at - HOUR)


def _drawn() -> bytes:
    """Factory halls, drawn by us: a demo carries no photograph of anybody."""
    image = Image.new("RGB", (1200, 700), SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 460, 1200, 700), fill=GROUND)
    for left, high, *colour in HOUSES:
        draw.rectangle((left, 520 - high, left + 190, 520), fill=tuple(colour))
        for window in range(3):
            draw.rectangle((left + 20 + 56 * window, 560 - high, left + 56 + 56 * window, 590 - high), fill=SKY)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()
