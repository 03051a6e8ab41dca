"""发布形式 · What each form of a text is: which file it makes, what is counted of it, and what it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError

from ..models import Shape
from . import papers, typeset, weibo
from .content import Content, characters
from .reading import RATE, reading
from .typeset import Printed, Sheet
from .webpage import WECHAT_BODY, WECHAT_DIGEST, WECHAT_TITLE, wechat_length

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEETS: Mapping[str, Sheet] = {Shape.POSTER: typeset.POSTER, Shape.BROCHURE: typeset.BROCHURE}
FILES = (Shape.POSTER, Shape.BROCHURE, Shape.PRESS, Shape.ALOUD)
CHANNELS = (Shape.WECHAT, Shape.WEIBO)


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a form: its bytes, its type and the ending of its name."""

    content: bytes
    media_type: str
    ending: str


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted of a form before it goes out. `problem` says why it cannot, where it cannot."""

    characters: int = 0
    most: int = 0
    pages: int = 0
    size: float = 0
    pictures: int = 0
    pictures_left: int = 0
    seconds: float = 0
    minutes: str = ""
    shortened: bool = False
    problem: str = ""


def file_of(form: str, content: Content, organ: str, *, press_ready: bool = False, rate: float = RATE) -> Made:
    """The file of a form; InputError where the text does not fit on it."""
    if form == Shape.PRESS:
        return Made(papers.press_release(content, organ), DOCX, "docx")
    if form == Shape.ALOUD:
        return Made(papers.reading_copy(content, reading(content, rate), organ), DOCX, "docx")
    return Made(sheet_of(form, content, organ, press_ready=press_ready).pdf, PDF, "pdf")


def sheet_of(form: str, content: Content, organ: str, *, press_ready: bool = False) -> Printed:
    data = data_of(content, organ)
    return typeset.printed(SHEETS[form], data, content.images, title=content.title, press_ready=press_ready)


def data_of(content: Content, organ: str) -> dict[str, Any]:
    return {**typeset.told(content), "organ": organ}


def counts(content: Content, organ: str, rate: float = RATE) -> dict[str, Count]:
    """What is counted of every form."""
    length, pictures = characters(content), len(content.images)
    post, aloud = weibo.post(content), reading(content, rate)
    return {
        Shape.PAGE: Count(length, pictures=pictures),
        Shape.WECHAT: _article(content),
        Shape.WEIBO: Count(
            post.length,
            weibo.MOST,
            pictures=post.pictures,
            pictures_left=post.pictures_left,
            shortened=post.shortened,
        ),
        Shape.POSTER: _on_paper(Shape.POSTER, content, organ),
        Shape.BROCHURE: _on_paper(Shape.BROCHURE, content, organ),
        Shape.PRESS: Count(length, pictures=pictures),
        Shape.ALOUD: Count(aloud.characters, seconds=aloud.seconds, minutes=aloud.minutes),
    }


def _article(content: Content) -> Count:
    title = len(content.title) > WECHAT_TITLE
    if wechat_length(content) >= WECHAT_BODY:
        return Count(problem=_("Too long for WeChat, which takes 20,000 characters with the marks of the layout."))
    return Count(characters(content), WECHAT_BODY, pictures=len(content.images), shortened=title)


def _on_paper(form: str, content: Content, organ: str) -> Count:
    try:
        sheet = sheet_of(form, content, organ)
    except (InputError, RuleError) as refused:
        return Count(problem=str(refused))
    return Count(characters(content), pages=sheet.pages, size=sheet.size, pictures=len(content.images))


@dataclass(frozen=True, slots=True)
class WeChatCard:
    """How the article stands in WeChat's list: title and digest as they are cut there."""

    title: str
    digest: str


def wechat_card(content: Content) -> WeChatCard:
    words = content.summary or next((block.text for block in content.words), "")
    return WeChatCard(_cut(content.title, WECHAT_TITLE), _cut(words, WECHAT_DIGEST))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def issue_data(
    *, name: str, number: str, organ: str, dated: str, imprint: str, contents: Sequence[Content]
) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """An issue of the bulletin as its template takes it, and its pictures in their order."""
    images: list[Any] = []
    items = []
    for content in contents:
        items.append(typeset.told(content, len(images) + 1))
        images += content.images
    told = {"name": name, "number": number, "organ": organ, "dated": dated, "imprint": imprint, "items": items}
    return {**told, "approved": all(content.approved for content in contents)}, tuple(images)
