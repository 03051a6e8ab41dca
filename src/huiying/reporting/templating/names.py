"""The names that stand in a template of a kind, for people: English, Chinese, and what each says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huiying.reporting.official import OfficialDocument

from .context import APART, Parts, context
from .values import CHINESE, Group, Number

MOST = 40


@dataclass(frozen=True, slots=True)
class Name:
    """`example` is how it is written; `inside` the names of what one of its items has."""

    english: str
    chinese: str
    says: str
    example: str
    inside: tuple[str, ...] = ()


def names_of(facts: Mapping[str, Any], composed: OfficialDocument) -> list[Name]:
    """The facts of a kind and the parts of its paper; figures have a list of their own."""
    told = context(facts, composed, lambda _blocks: "")
    return [*_parts(told["parts"]), *_facts(facts, told)]


def _parts(parts: Parts) -> Iterator[Name]:
    yield Name("body", "正文", _("the whole text as it is composed"), "{{p 正文 }}")
    for name in parts.names():
        yield Name("parts", "部分", name, f"{{{{p 部分['{name}'] }}}}")
    yield Name("appendices", "附件", _("the appendices"), "{%p for 件 in 附件 %} {{p 件.正文 }} {%p endfor %}")


def _facts(facts: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Name]:
    for key in facts:
        if key in APART:
            continue
        value, chinese = told[key], CHINESE.get(key, key)
        if isinstance(value, list):
            inside = tuple(value[0].names()) if value and isinstance(value[0], Group) else ()
            yield Name(key, chinese, _("a list of %(count)d") % {"count": len(value)}, _loop(chinese), inside)
        elif isinstance(value, Group):
            yield Name(key, chinese, _("a group"), f"{{{{ {chinese}.… }}}}", tuple(value.names()))
        else:
            said = "" if value is None else str(value.value if isinstance(value, Number) else value)
            yield Name(key, chinese, said[:MOST], f"{{{{ {chinese} }}}}")


def _loop(name: str) -> str:
    return f"{{% for 项 in {name} %}}{{{{ 项.… }}}}{{% endfor %}}"
