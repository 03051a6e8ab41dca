"""发布 · An approved text goes out in the forms that are chosen: on the portal, to WeChat and Weibo, as a file. Each
making, download and delivery is counted.
"""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from huiying.core.errors import InputError, RuleError
from huiying.handling.files import put_away
from huiying.handling.outgoing import Enclosed, offer_text
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..manuscripts import weibo
from ..manuscripts.content import Content
from ..manuscripts.copying import content_of, copy_of
from ..manuscripts.forms import Made, file_of, wechat_card
from ..manuscripts.pictures import small_enough
from ..manuscripts.reading import RATE
from ..manuscripts.standing import shown
from ..manuscripts.webpage import WECHAT_BODY, html, layout, wechat_length
from ..models import ArticlePage, ColumnPage, Enclosure, Manuscript, Picture, PlannedItem, Shape, Spreading
from .standing import slug_of

PUBLISH = "publication.manuscripts.publish"
Deed = Spreading.Deed
WECHAT_PICTURE_BYTES, WEIBO_PICTURE_BYTES = 1_000_000, 4_900_000  # each below what is taken
SUMMARY = 300


@transaction.atomic
def publish_page(manuscript: Manuscript, *, by: User, at: datetime) -> ArticlePage:
    """Put the text on the portal in its column; a text that stands there already is brought up to what was approved."""
    now = _approved(manuscript, by)
    if now.column is None:
        raise RuleError(_("This text has no column."), where=now.title, fix=_("Choose one."))
    content = copy_of(now, today=timezone.localtime(at).date())
    drawn = {n: _image(picture) for n, picture in enumerate(now.pictures.all(), start=1)}
    body = html(content, lambda number, caption: _embed(drawn[number], caption)) + _files(now)
    slug = slug_of(now)
    page = ArticlePage.objects.filter(slug=slug).first() or ArticlePage(slug=slug, locale=now.column.locale)
    page.title, page.summary, page.body = now.title, now.summary[:SUMMARY], body
    page.source, page.section = content.source[:80], content.section[:80]
    own = Manuscript.objects.filter(pk=now.pk)
    own.update(shown=shown(page), page="", altered_at=None)  # first: whoever watches over pages compares with this
    _put_up(page, now.column, by)
    address = str(page.get_url() or f"/{now.column.slug}/{slug}/")
    own.update(published_at=now.published_at or at, page=address)
    PlannedItem.objects.filter(manuscript=now, done_at=None).update(done_at=at)
    _count(now, Shape.PAGE, Deed.MADE, by=by, at=at)
    _count(now, Shape.PAGE, Deed.DELIVERED, by=by, at=at, to=address[:300])
    record("manuscript.published", about=now.ref, by=by, at=at, digest=now.digest, title=now.title)
    return page


def _put_up(page: ArticlePage, column: ColumnPage, by: User) -> None:
    """Into its column, out of another in which it stood."""
    if page.pk is None:
        column.add_child(instance=page)
    elif page.get_parent().pk != column.pk:
        page.move(column, pos="last-child")
        page.refresh_from_db(fields=["path", "depth", "url_path"])
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)  # ours were checked
    page.refresh_from_db()


@transaction.atomic
def give_channel(manuscript: Manuscript, *, form: str, channel: int, by: User, at: datetime) -> None:
    """Lay the text in the outbox of WeChat (a draft with its pictures) or Weibo (a post with its link), once for each
    version.
    """
    now = _approved(manuscript, by)
    if now.published_at is None:
        raise RuleError(
            _("A post leads to the page, and there is none yet."), where=now.title, fix=_("Publish the page first.")
        )
    content = copy_of(now, today=timezone.localtime(at).date())
    told = _wechat(now, content) if form == Shape.WECHAT else _weibo(now, content)
    laid = offer_text(
        key=key_of(now),
        channel=channel,
        connector=form,
        within=policies.within(by, PUBLISH),
        unit=now.unit_id,
        title=now.title,
        link=content.link,
        at=at,
        **told,
    )
    _count(now, form, Deed.MADE, by=by, at=at)
    _count(now, form, Deed.DELIVERED, by=by, at=at, to=laid.channel.name)
    record("manuscript.offered", about=now.ref, by=by, at=at, channel=laid.channel.name, digest=now.digest)


def key_of(manuscript: Manuscript) -> str:
    """What the outbox knows this version by: another version may be given again."""
    return f"manuscript-{manuscript.pk}-{manuscript.version}"


def _wechat(now: Manuscript, content: Content) -> dict[str, Any]:
    if wechat_length(content) >= WECHAT_BODY:
        raise InputError(
            _("Too long for WeChat, which takes 20,000 characters with the marks of the layout."),
            where=now.title,
            fix=_("Shorten it."),
        )
    pictures = [_enclosed(n, picture, WECHAT_PICTURE_BYTES) for n, picture in enumerate(now.pictures.all(), start=1)]
    text = "\n".join(block.text for block in content.words)
    more = {"layout": layout(content), "digest": wechat_card(content).digest}
    return {"text": text, "pictures": pictures, "more": more}


def _weibo(now: Manuscript, content: Content) -> dict[str, Any]:
    pictures = [_enclosed(1, picture, WEIBO_PICTURE_BYTES) for picture in now.pictures.all()[: weibo.MOST_PICTURES]]
    return {"text": weibo.post(content).text, "pictures": pictures}


def _enclosed(number: int, picture: Picture, most: int) -> Enclosed:
    """A picture as it goes to a channel: no larger than `most` bytes."""
    small = small_enough(content_of(picture), most)
    kind, ending = ("image/png", "png") if small[:4] == b"\x89PNG" else ("image/jpeg", "jpg")
    return Enclosed(f"{number}.{ending}", kind, put_away(small), len(small))


@transaction.atomic
def take_file(
    manuscript: Manuscript,
    *,
    form: str,
    press_ready: bool = False,
    rate: float = RATE,
    by: User,
    at: datetime,
) -> Made:
    """Make the file of a form and hand it out; the first time of a version counts as its making."""
    now = _approved(manuscript, by)
    content = copy_of(now, today=timezone.localtime(at).date())
    made = file_of(form, content, now.unit.name, press_ready=press_ready, rate=rate)
    _count(now, form, Deed.MADE, by=by, at=at)
    _count(now, form, Deed.DOWNLOADED, by=by, at=at, to=_("print-ready") if press_ready else "")
    record("manuscript.form_taken", about=now.ref, by=by, at=at, form=form, digest=now.digest)
    return made


@transaction.atomic
def tell_delivered(manuscript: Manuscript, *, form: str, to: str, by: User, at: datetime) -> None:
    """Note that a form went to where no machine takes it: a notice board, a printer, a newspaper, a station."""
    now = _approved(manuscript, by)
    to = " ".join(to.split())[:120]
    if form not in Shape.values or not to:
        raise RuleError(_("Say which form, and where it went."), where=now.title)
    _count(now, form, Deed.DELIVERED, by=by, at=at, to=to)
    record("manuscript.form_delivered", about=now.ref, by=by, at=at, form=form, to=to)


def _approved(manuscript: Manuscript, by: User) -> Manuscript:
    """The text as it stands, held; RuleError where three reviewers did not sign just this."""
    policies.require(by, PUBLISH, manuscript)
    now = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
    if now.state != Manuscript.State.APPROVED or now.seal() != now.digest:
        raise RuleError(
            _("This text has not passed its three reviews."), where=now.title, fix=_("Send it into review first.")
        )
    return now


def _count(now: Manuscript, form: str, deed: Deed, *, by: User, at: datetime, to: str = "") -> None:
    facts = {"manuscript": now, "form": form, "deed": deed, "digest": now.digest}
    if deed == Deed.MADE and Spreading.objects.filter(**facts).exists():
        return
    Spreading.objects.create(**facts, unit_id=now.unit_id, to=to, by=by, at=at)


def _image(picture: Picture) -> int:
    """The picture among the portal's own, once for each content."""
    model = get_image_model()
    title = f"{picture.caption[:180]} {picture.digest[:12]}"
    known = model.objects.filter(title=title).first()
    if known is None:
        ending = "png" if picture.media_type == "image/png" else "jpg"
        file = ContentFile(content_of(picture), name=f"{picture.digest[:16]}.{ending}")
        known = model.objects.create(title=title, file=file, width=picture.width, height=picture.height)
    return int(known.pk)


def _embed(image: int, caption: str) -> str:
    tag = format_html('<embed embedtype="image" id="{}" format="fullwidth" alt="{}"/>', image, caption)
    return tag + format_html("<p>{}</p>", caption)


def _files(now: Manuscript) -> str:
    """The files that go with the page, as links under its text."""
    rows = [(_document(row), row.name) for row in now.enclosures.all()]
    if not rows:
        return ""
    links = format_html_join("", '<li><a linktype="document" id="{}">{}</a></li>', rows)
    return format_html("<p>{}</p><ul>{}</ul>", "附件：", links)


def _document(row: Enclosure) -> int:
    model = get_document_model()
    title = f"{row.name[:180]} {row.digest[:12]}"
    known = model.objects.filter(title=title).first()
    if known is None:
        with row.file.open("rb") as kept:
            known = model.objects.create(title=title, file=ContentFile(kept.read(), name=row.name))
        known.get_file_hash()  # by which a reader's browser knows that it is still the same
    return int(known.pk)
