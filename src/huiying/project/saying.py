"""A judgement in words, line by line: what the machine proposes, how sure it is, and on which words it rests."""

from collections.abc import Iterable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core import regulation
from huiying.language.judgement import Judgement
from huiying.language.privacy import Mark, veil

MOST_WORDS = 6
ALMOST_CERTAIN, LIKELY, UNSURE = 0.85, 0.65, 0.45


def in_words(said: Judgement, text: str) -> Iterator[str]:
    """The proposal for `text`; its personal data is named and shown starred."""
    yield _line(_("Kind"), said.kind or _("not sure"), said.kind_score, said.kind_evidence, said.kind_because)
    theme = " › ".join(said.theme_path) or said.theme or _("not sure")
    words = [word for word, _weight in said.theme_evidence]
    yield _line(_("Theme"), theme, said.theme_score, words, said.theme_because)
    yield _line(_("Level"), said.level, None, (), "；".join(said.level_because))
    yield from _criteria(said)
    emergency = _("yes") if said.emergency else _("no")
    yield _line(_("Emergency"), emergency, said.emergency_score, said.emergency_evidence, "")
    yield _line(_("Rumour"), _("possibly") if said.rumour else _("no"), said.rumour_score, said.rumour_evidence, "")
    for route in said.sections:
        yield _line(_("Lead section") if route.lead else _("Co-section"), route.name, None, (), route.because)
    for mark in said.privacy:
        yield _line(_("Personal data"), f"{mark.type} {_starred(text, mark)}", None, (), "")
    yield from said.notes


def _criteria(said: Judgement) -> Iterator[str]:
    english = get_language() == "en"
    titles = {c.id: c.title_en if english else c.title for c in regulation.load().criteria}
    for hit in said.criteria:
        name = _("Criterion %(n)d") % {"n": hit.id}
        yield _line(name, titles.get(hit.id, ""), hit.score, hit.words, "")


def _line(name: str, what: str, score: float | None, words: Iterable[str], because: str) -> str:
    shown = list(dict.fromkeys(words))[:MOST_WORDS]
    evidence = veil(because) or "".join(f"“{veil(word)}”" for word in shown)
    told = f"{name}：{what}" + (f"（{sure(score)} {score:.2f}）" if score else "")
    because_of = _("because")  # not inside the braces: texts are not collected from there
    return f"{told}  {because_of}：{evidence}" if evidence else told


def sure(score: float) -> str:
    """A score of the machine, 0 to 1, in words."""
    if score >= ALMOST_CERTAIN:
        return _("almost certain")
    if score >= LIKELY:
        return _("likely")
    return _("not sure") if score >= UNSURE else _("a guess")


def _starred(text: str, mark: Mark) -> str:
    return f"{mark.start}–{mark.end} {veil(text)[mark.start : mark.end]}"
