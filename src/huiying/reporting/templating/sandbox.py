"""The room in which a template runs: it can print, choose and repeat, and nothing else. What it may say is listed; all
that is not is refused, before it runs.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateError, TemplateRuntimeError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from huiying.reporting.papers.wording import number

from .values import NOTHING, Blocks, Entry, Group, Number, UnknownName

MOST_TURNS = 100_000
MOST_CHARACTERS = 5_000_000
MOST_SECONDS = 20.0
DEEPEST = 4
ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.CondExpr, nodes.Name, nodes.Const),
    *(nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Filter, nodes.Test, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Neg, nodes.Tuple, nodes.List),
)
LOOP: Final = frozenset({"index", "index0", "first", "last", "length"})
FIGURES_ONLY = (int, float)


class NotPermitted(TemplateRuntimeError):
    """A template asks for what no template may do."""


class Exhausted(TemplateRuntimeError):
    """A template repeats or prints more than any paper would."""


def _length(value: Any) -> int:
    return len(value)


def _joined(values: Any, mark: str = "、") -> str:
    if isinstance(values, str):
        raise NotPermitted(_("only a list is joined"))
    return mark.join(str(_in_a_row(value)) for value in values)


def _in_a_row(value: Any) -> Any:
    if isinstance(value, Blocks | StrictUndefined):
        raise NotPermitted(_("this is a list or a group; print what is in it"))
    return _printed(value)


def _first(values: Any) -> Any:
    return next(iter(values))


def _rounded(value: Any, places: int = 0) -> Any:
    told = value.value if isinstance(value, Number) else value
    return round(told, places) if isinstance(told, FIGURES_ONLY) else told


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    **dict.fromkeys(("length", "count", "个数"), _length),
    **dict.fromkeys(("join", "连接"), _joined),
    **dict.fromkeys(("first", "第一个"), _first),
    **dict.fromkeys(("round", "取整"), _rounded),
}
COUNTED = "_counted"


class Room(ImmutableSandboxedEnvironment):
    """Jinja with the few things that a paper needs. Names of things are looked up in them, never in Python."""

    intercepted_binops = frozenset({"+", "-", "*", "/"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printed, cache_size=0)
        self.filters = FILTERS | {COUNTED: self._counted}
        self.tests = {"none": lambda value: value is None or (isinstance(value, Number) and value.value is None)}
        self.globals = {}
        self._turns, self._until = 0, time.monotonic() + MOST_SECONDS
        self.template_class = Bounded

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        check(tree)
        return _Counting().visit(tree)  # type: ignore[no-any-return]

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Every turn of every loop counts."""
        if isinstance(values, str):
            raise NotPermitted(_("a text is not a list"))
        for value in values:
            self._turns += 1
            if self._turns > MOST_TURNS or time.monotonic() > self._until:
                raise Exhausted(_("it repeats more often than any paper would"))
            yield value

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Number | Group | Entry):
            return obj.named(attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, StrictUndefined):
            return obj
        raise NotPermitted(_("“%(name)s” cannot be asked of this") % {"name": attribute})

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, list) and isinstance(argument, int) and not isinstance(argument, bool):
            if not -len(obj) <= argument < len(obj):
                raise NotPermitted(_("the list has only %(count)d items") % {"count": len(obj)})
            return obj[argument]
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        raise NotPermitted(_("“%(name)s” cannot be asked of this") % {"name": argument})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Plain numbers are reckoned; figures are added and subtracted, and what comes out stays cited."""
        if isinstance(left, Number) and isinstance(right, Number) and operator in "+-":
            return _reckoned(operator, left, right)
        if any(isinstance(side, bool) or not isinstance(side, FIGURES_ONLY) for side in (left, right)):
            raise NotPermitted(_("“%(sign)s” reckons with numbers only") % {"sign": operator})
        if operator == "/" and not right:
            raise NotPermitted(_("nothing is divided by zero"))
        return super().call_binop(context, operator, left, right)


class Bounded(Template):
    """A template that stops when it prints too much."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        pieces, size = [], 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise Exhausted(_("it prints more than any paper would"))
            pieces.append(piece)
        return "".join(pieces)


class _Counting(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 — the name by which Jinja looks for it
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, COUNTED, [], [], None, None, lineno=node.lineno)
        return node


def check(tree: nodes.Template) -> None:
    """Refuse what is not listed, at its line."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            raise _refused(node, _("“%(name)s” is not used in templates of papers"), type(node).__name__)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise _refused(node, _("there is no filter “%(name)s”"), node.name)
        if isinstance(node, nodes.Test) and node.name != "none":
            raise _refused(node, _("there is no test “%(name)s”"), node.name)
        if isinstance(node, nodes.For) and (node.recursive or _depth(node) > DEEPEST):
            raise _refused(node, _("loops stand in one another too deep"), "for")
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise _refused(node, _("“%(name)s” cannot be asked of anything"), node.attr)


def _refused(node: nodes.Node, words: str, name: str) -> TemplateError:
    error = NotPermitted(words % {"name": name} if "%(name)s" in words else words)
    error.lineno = node.lineno  # type: ignore[attr-defined]
    return error


def _depth(node: nodes.For) -> int:
    return 1 + max((_depth(inner) for inner in node.find_all(nodes.For)), default=0)


def _reckoned(operator: str, left: Number, right: Number) -> Number:
    sign = "sum" if operator == "+" else "difference"
    known = left.value is not None and right.value is not None
    value = None
    if known:
        value = left.value + right.value if operator == "+" else left.value - right.value  # type: ignore[operator]
        value = round(value, 1)
    cited = left.reference and right.reference
    reference = f"{sign}({left.reference},{right.reference})" if cited else ""
    return Number({**left.facts, "value": value}, reference)


def _printed(value: Any) -> Any:
    """What stands in the paper: nobody prints a group, a list or a truth value by mistake."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, FIGURES_ONLY):
        return number(value)
    if isinstance(value, str | Number | Blocks | StrictUndefined) or hasattr(value, "__html__"):
        return value
    raise NotPermitted(_("this is a list or a group; print what is in it"))


__all__ = ["Exhausted", "NotPermitted", "Room", "UnknownName", "check"]
