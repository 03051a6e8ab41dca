"""What may be chosen of an incident, and in which words: levels and ways to dispose of it, by its regulation."""

from django.utils.translation import get_language

from huiying.assessment.models import Level

from .. import rulebook


def levels(key: str) -> list[tuple[str, str]]:
    """The levels of a version of the regulation, the lowest first."""
    return [(level, level_words(level)) for level in rulebook.regulation_of(key).levels]


def level_words(level: str) -> str:
    """A level in the reader's language; one of the office's own stays as it is."""
    return str(dict(Level.choices).get(level, level))


def disposals(key: str) -> list[tuple[str, str]]:
    """The kinds of opinion with what is done about each (国办发〔2016〕80号)."""
    english = get_language() == "en"
    return [
        (each.id, each.title_en if english else f"{each.title}：{each.action}") for each in rulebook.dispositions(key)
    ]


def disposal_words(key: str, disposal: str) -> str:
    return dict(disposals(key)).get(disposal, disposal)
