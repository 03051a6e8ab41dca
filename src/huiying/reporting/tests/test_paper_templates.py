"""A unit's own template: what it may say, what stays cited, and what is refused, with the place."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import translation
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL

from huiying.core.errors import InputError, NotAllowed
from huiying.handling.tests.desk import answered
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.models import PaperForm, PaperKind, PaperTemplate
from huiying.reporting.official import OfficialDocument
from huiying.reporting.papers.citing import Cited, pieces, printed
from huiying.reporting.papers.self_inspection import compose
from huiying.reporting.templating import sandbox
from huiying.reporting.templating.actions import give_template, trial, withdraw_template
from huiying.reporting.templating.filling import fill, stripped
from huiying.reporting.templating.reading import document_in
from huiying.reporting.templating.starting import starting
from tests.office import SUNDAY, Office

from .self_inspection_sample import snapshot as sample

KIND = PaperKind.SELF_INSPECTION


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are read in the words of the source."""
    with translation.override("en"):
        yield


def docx(*paragraphs: str, cell: str = "") -> bytes:
    document, packed = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    if cell:
        document.add_table(1, 2).rows[0].cells[1].text = cell
    document.save(packed)
    return packed.getvalue()


def facts() -> dict[str, Any]:
    told = sample()
    figure = {"label": "来件数", "formula": "期内提出的来件件数", "unit": "件"}
    told["numbers"] = {"received": {"value": 600, **figure}, "received:channel=3": {"value": 21, **figure}}
    return told


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs if paragraph.text]


def filled(*paragraphs: str) -> list[str]:
    return texts(fill(docx(*paragraphs), facts(), compose(facts())))


def plainly(content: bytes) -> list[str]:
    return texts(stripped(content))


def test_a_figure_is_named_in_either_language_and_stays_cited() -> None:
    told = fill(
        docx("收到{{ 来件数 }}，即{{ figures.received }}。", "其中{{ 数['received:channel=3'] }}。"),
        facts(),
        compose(facts()),
    )
    cited = [piece for text in texts(told) for piece in pieces(text) if isinstance(piece, Cited)]
    assert cited == [Cited("600件", "received"), Cited("600件", "received"), Cited("21件", "received:channel=3")]
    assert plainly(told) == ["收到600件，即600件。", "其中21件。"]


def test_figures_are_compared_and_reckoned_with() -> None:
    told = filled("{% if 来件数 > 500 %}较多{% else %}较少{% endif %}，{{ 来件数 - 数['received:channel=3'] }}")
    assert list(pieces(told[0])) == ["较多，", Cited("579件", "difference(received,received:channel=3)")]


def test_lists_of_facts_are_walked_by_chinese_names() -> None:
    told = filled("{% for 道 in 渠道 %}{{ loop.index }}.{{ 道.名称 }}{% if not loop.last %}；{% endif %}{% endfor %}")
    assert told[0].startswith(f"1.{facts()['channels'][0]['name']}；2.")


def test_a_figure_without_a_value_prints_a_dash_and_can_be_asked() -> None:
    told = facts()
    told["figures"]["reply_rate"]["value"] = None
    content = fill(docx("{{ 答复率 }}{% if 答复率 is none %}没有{% endif %}"), told, compose(facts()))
    assert texts(content) == ["—没有"]


@pytest.mark.parametrize(
    ("paragraphs", "where", "said"),
    [
        (("好。", "收到{{ 来件书 }}。"), "paragraph 2", "来件数"),
        (("{{ figures.recieved }}",), "paragraph 1", "received"),
        (("{% for 道 in 渠道 %}{{ 道.名 }}{% endfor %}",), "paragraph 1", "名称"),
        (("一\n{{ 来件书 }}",), "paragraph 1, line 2", "来件数"),
        (("好。", "{{ 来件数 "), "paragraph 2", "{{"),
        (("{{ 来件数 | upper }}",), "paragraph 1", "upper"),
        (("{% set a = 1 %}",), "paragraph 1", "Assign"),
        (("{% macro a() %}{% endmacro %}",), "paragraph 1", "Macro"),
        (("{{ ''.__class__ }}",), "paragraph 1", "__class__"),
        (("{{ 渠道.append(1) }}",), "paragraph 1", "Call"),
        (("{{ 单位.format }}",), "paragraph 1", "format"),
        (("{{ 渠道 }}",), "paragraph 1", "list"),
        (("{{ 渠道 | join }}",), "paragraph 1", "list"),
        (("{{ 单位 ~ 单位 }}",), "paragraph 1", "Concat"),
        (("{{ '好' * 100000 }}",), "paragraph 1", "numbers"),
        (("{% for 字 in 单位 %}{% endfor %}",), "paragraph 1", "list"),
        (("{{ 正文 }}",), "paragraph 1", "{{p"),
        (("{% if 来件数 %}好",), "paragraph 1", "endif"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(paragraphs: Iterable[str], where: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        filled(*paragraphs)
    assert refused.value.where == where
    assert said in str(refused.value)


def test_a_cell_is_a_place_too() -> None:
    with pytest.raises(InputError, match="nothing named") as refused:
        fill(docx("好。", cell="{{ 满意绿 }}"), facts(), compose(facts()))
    assert refused.value.where == "table 1, row 1, cell 2"
    assert "满意率" in refused.value.fix


def test_no_template_repeats_or_prints_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    loops = "{% for a in 渠道 %}{% for b in 渠道 %}{% for c in 渠道 %}" + "{% endfor %}" * 3
    monkeypatch.setattr(sandbox, "MOST_TURNS", 20)
    with pytest.raises(InputError, match="repeats"):
        filled(loops)
    monkeypatch.undo()
    monkeypatch.setattr(sandbox, "MOST_CHARACTERS", 3000)
    with pytest.raises(InputError, match="prints more"):
        filled("{% for a in 渠道 %}" + "很长" * 400 + "{% endfor %}")
    with pytest.raises(InputError, match="too deep"):
        filled("{% for a in 渠道 %}" * 5 + "{% endfor %}" * 5)


def test_text_from_outside_is_neither_a_tag_nor_a_number() -> None:
    told = facts()
    told["topics"][0]["description"] = "{{ 来件数 }}<w:b/>\ue000received\ue0019件\ue002"
    content = fill(docx("{{ 热点[0].描述 }}"), told, compose(facts()))
    assert plainly(content) == ["{{ 来件数 }}<w:b/>received9件"]


def test_the_starting_template_says_what_the_paper_says_without_one() -> None:
    composed = compose(sample())
    read = document_in(fill(starting(composed), sample(), composed))
    whole = printed(composed)
    assert (read.title, read.organ, read.dated) == (whole.title, whole.organ, whole.dated)
    assert told_by(read) == told_by(whole)


def told_by(document: OfficialDocument) -> list[Any]:
    blocks = [*document.blocks, *(block for one in document.attachments for block in (one.title, *one.blocks))]
    texts = [getattr(block, "text", block) for block in blocks]
    return [(text.header, text.rows) if hasattr(text, "rows") else text for text in texts if not _is_caption(text)]


def _is_caption(text: Any) -> bool:
    return isinstance(text, str) and text.startswith("表")


def test_parts_of_the_paper_stand_in_an_order_of_the_units_own() -> None:
    told = filled("先说问题", "{{p 部分['存在的问题和原因'] }}", "再说做法", "{{p 部分.主要做法 }}")
    assert told[0] == "先说问题"
    assert told.index("再说做法") > 1
    assert any("平台管理" in text for text in told[told.index("再说做法") :])


@pytest.mark.parametrize("harm", ["macros", "outside", "entities", "embedded", "bomb", "text", "pdf"])
def test_what_may_do_harm_is_refused_before_it_is_read(office: Office, harm: str) -> None:
    with pytest.raises(InputError) as refused:
        give_template(KIND, "模板.docx", harmful(harm), by=office.officer, at=SUNDAY)
    assert refused.value.where == "file"
    assert not PaperTemplate.objects.exists()


def harmful(harm: str) -> bytes:
    if harm in ("text", "pdf"):
        return b"%PDF-1.7" if harm == "pdf" else "来件".encode()
    document, packed = Document(), io.BytesIO()
    if harm == "outside":
        document.part.relate_to("http://example.test/x.png", REL.IMAGE, is_external=True)
    document.save(packed)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        if harm == "macros":
            archive.writestr("word/vbaProject.bin", b"\xd0\xcf")
        if harm == "embedded":
            archive.writestr("word/embeddings/oleObject1.bin", b"\xd0\xcf")
        if harm == "entities":
            archive.writestr("word/more.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        if harm == "bomb":
            archive.writestr("word/media/a.bin", bytes(50_000_000))
    return packed.getvalue()


def test_a_template_holds_for_new_papers_of_its_unit_until_it_is_withdrawn(office: Office) -> None:
    answered(office)
    march = {"kind": KIND, "by": office.officer, "at": SUNDAY}
    before = write_paper(take_snapshot(SUNDAY.date(), SUNDAY.date(), **march), by=office.officer, at=SUNDAY)
    first = give_template(KIND, "一.docx", docx("第一版收到{{ 来件数 }}"), by=office.officer, at=SUNDAY)
    second = give_template(KIND, "二.docx", docx("第二版收到{{ 来件数 }}"), by=office.officer, at=SUNDAY)
    assert (first.version, second.version) == (1, 2)
    snapshot = take_snapshot(SUNDAY.date(), SUNDAY.date(), **march)
    assert snapshot.rows.get(reference="received").count == 1
    paper = write_paper(snapshot, by=office.officer, at=SUNDAY)
    assert texts(paper.content(PaperForm.DOCX)) == ["第二版收到1件"]
    assert (paper.template, before.template) == (second, None)
    withdraw_template(second, by=office.officer, at=SUNDAY)
    again = write_paper(snapshot, by=office.officer, at=SUNDAY)
    assert texts(again.content(PaperForm.DOCX)) == ["第一版收到1件"]
    assert paper.content(PaperForm.DOCX) != again.content(PaperForm.DOCX)


def test_a_wrong_template_is_not_kept_and_others_may_give_none(office: Office) -> None:
    with pytest.raises(InputError, match="来件数"):
        give_template(KIND, "错.docx", docx("{{ 来件书 }}"), by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        give_template(KIND, "好.docx", docx("{{ 来件数 }}"), by=office.leader, at=SUNDAY)
    assert not PaperTemplate.objects.exists()
    assert trial(KIND, by=office.officer, at=SUNDAY) is not None
