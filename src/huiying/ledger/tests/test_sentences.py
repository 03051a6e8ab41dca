import ast
from pathlib import Path

import pytest
from django.utils import translation

import huiying
from huiying.ledger.models import Entry
from huiying.ledger.sentences import NAMES, quoted, sentence, thing

DEEDS = {"record", "tell_ledger", "Deed"}


def entry(deed: str, actor: str = "lu.chengban 陆承办", **facts: object) -> Entry:
    return Entry(deed=deed, actor=actor, about="case:2026-00001", facts=facts)


def recorded() -> set[str]:
    """The names of every deed that the code writes into the ledger."""
    names = set()
    for path in Path(huiying.__file__).parent.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in DEEDS:
                given = call.args[:1] + [k.value for k in call.keywords if k.arg == "name"]
                names |= {g.value for g in given if isinstance(g, ast.Constant) and "." in str(g.value)}
    return names


def test_every_deed_of_the_house_has_its_sentence() -> None:
    assert len(recorded()) > 20
    assert recorded() == set(NAMES)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (entry("case.assigned", lead="项目服务科"), "陆承办 assigned it to 项目服务科."),
        (
            entry("case.assigned", lead="项目服务科", co_sections=["政策法规科", "综合信息科"]),
            "陆承办 assigned it to 项目服务科; 政策法规科, 综合信息科 help.",
        ),
        (
            entry("draft.reviewed", step="leader", decision="sent_back", version=2),
            "陆承办 sent version 2 back as leader.",
        ),
        (entry("reply.delivered", late=True), "陆承办 sent the reply, after it was due."),
        (entry("reply.rated", "public", stars=2, solved=False), "The writer gave 2 stars: not solved."),
        (entry("voice.heard", "mayor-mailbox"), "The voice was heard and numbered."),
        (
            entry("voice.proposed", "machine", kind="求助", theme="", level="一般", lead=""),
            "The machine proposed: 求助 · 一般; lead section —.",
        ),
        (entry("something.new"), "陆承办 · something.new"),
    ],
)
def test_a_deed_is_told_in_a_sentence(told: Entry, expected: str) -> None:
    with translation.override("en"):
        assert sentence(told) == expected


def test_the_words_of_a_person_are_quoted() -> None:
    assert quoted(entry("case.returned", reason="不属本科室")) == "不属本科室"
    assert quoted(entry("draft.reviewed", comment="")) == ""


def test_what_it_is_about_is_named() -> None:
    with translation.override("en"):
        assert thing("case:2026-00001") == "case 2026-00001"
        assert thing("topics") == "topics"
