"""A text in its forms: nothing of it is read as markup, it fits or says that it does not, and print is CMYK with its
boxes.
"""

import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Drawn
from pypdf import PdfReader

from huiying.core.errors import InputError
from huiying.publication.manuscripts import kept, typeset, weibo
from huiying.publication.manuscripts.content import Content, Image, Sort, read
from huiying.publication.manuscripts.forms import counts, data_of, file_of, issue_data, sheet_of
from huiying.publication.manuscripts.pictures import drawn_anew, for_print
from huiying.publication.manuscripts.typeset import POINTS_PER_MM
from huiying.publication.manuscripts.webpage import html, layout
from tests.patience import PATIENCE

from .texts import BODY, picture

ORGAN = "测试市招商局"
RGB = re.compile(rb"(?<![\w.])(?:rg|RG|g|G|cs|CS|sc|SC|scn|SCN)(?![\w])")
CMYK = re.compile(rb"(?<![\w.])[kK](?![\w])")


def content(**facts: object) -> Content:
    told = {"title": "2026年第一批惠企政策开始受理", "summary": "技术改造补助最高500万元。", "body": BODY}
    return Content(dated=date(2026, 3, 16), **{**told, **facts})  # type: ignore[arg-type]


def image(size: tuple[int, int] = (640, 400)) -> Image:
    return Image("厂房效果图", "image/jpeg", *size, picture(size))


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_body_is_read_in_pieces() -> None:
    told = read("一、标题\n（一）小标题\n- 一项\n[图2]\n一、这是一句以句号结尾的话。\n\n\u200b普\x07通　段落\n# 井号")
    assert [(block.sort, block.text, block.picture) for block in told] == [
        (Sort.HEADING, "一、标题", 0),
        (Sort.SUBHEADING, "（一）小标题", 0),
        (Sort.ITEM, "一项", 0),
        (Sort.PICTURE, "", 2),
        (Sort.PARAGRAPH, "一、这是一句以句号结尾的话。", 0),
        (Sort.PARAGRAPH, "普通 段落", 0),
        (Sort.HEADING, "井号", 0),
    ]


TABLE = "项目\t金额\n厂房租金\t50%\n普通段落\n| 项目 | 期限 |\n|---|---|\n| 补助 | 3年 |\n\t缩进的段落\n\t又一段"


def test_a_pasted_table_stays_one_in_every_form() -> None:
    told = content(body=TABLE)
    tables = [block.rows for block in told.blocks if block.sort is Sort.TABLE]
    assert tables == [(("项目", "金额"), ("厂房租金", "50%")), (("项目", "期限"), ("补助", "3年"))]
    assert [block.text for block in told.blocks if block.sort is Sort.PARAGRAPH] == ["普通段落", "缩进的段落", "又一段"]
    page = html(told, lambda number, caption: "")
    assert "<tr><th>项目</th><th>金额</th></tr></thead><tbody><tr><td>厂房租金</td><td>50%</td></tr>" in page
    assert layout(told)[0] == ["table", [["项目", "金额"], ["厂房租金", "50%"]]]
    docx = Document(io.BytesIO(file_of("press", told, ORGAN).content))
    assert [table.cell(1, 1).text for table in docx.tables] == ["50%", "3年"]
    assert "厂房租金" in text_of(sheet_of("poster", told, ORGAN).pdf)


LATIN = "请登录https://zw.example/a/very/long/path?item=technical-transformation&step=1#upload。\n" + "Pneumono" * 12


@pytest.mark.parametrize("body", [LATIN, LATIN * 12, f"{'甲' * 14}\t" * 6 + "乙\n" + "1\t" * 6 + "2"])
def test_nothing_stands_in_a_fold(body: str) -> None:
    told = content(body=body)
    inside = Drawn.open(io.BytesIO(typeset.drawn(sheet_of("brochure", told, ORGAN), 2, ppi=72))).convert("L")
    for fold in (100, 200):
        strip = inside.crop(tuple(round(mm * POINTS_PER_MM) for mm in (fold - 6, 8, fold + 6, 204)))
        assert strip.getextrema()[0] == 255


def test_a_long_title_and_summary_stay_on_their_panels() -> None:
    """The cover's words end above its picture, and the flap's above the cut."""
    body = "\n".join(f"{mark}、{'很长的小标题' * 6}\n一段。" for mark in "一二三四五六七八九")
    told = content(
        title="关于进一步优化营商环境" * 7, summary="摘要很长。" * 60, body=body, images=(image((1200, 800)),)
    )
    outside = PdfReader(io.BytesIO(sheet_of("brochure", told, ORGAN).pdf)).pages[0]
    lows: dict[bool, list[float]] = {True: [], False: []}
    outside.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: (
            lows[tm[4] + cm[4] > 197 * POINTS_PER_MM].append(tm[5] + cm[5]) if text.strip() else None
        )
    )
    assert min(lows[False]) > 12 * POINTS_PER_MM
    assert not any(30 * POINTS_PER_MM < low < (210 - 112) * POINTS_PER_MM for low in lows[True])


def test_every_picture_stands_once() -> None:
    told = content(body="开头。\n[图2]\n[图9]\n结尾。", images=(image(), image()))
    assert [block.picture for block in told.blocks if block.picture] == [1, 2]


HOSTILE = '#import "/etc/passwd": * \n= 标题 *粗* $x^2$ #image("1.jpg") \\ ]) #panic("打断") <script>alert(1)</script>'


@pytest.mark.parametrize("form", ["poster", "brochure"])
def test_markup_in_a_text_is_text(form: str) -> None:
    told = content(title='#panic("题")', body=HOSTILE, summary="#eval(1) *")
    words = text_of(sheet_of(form, told, ORGAN).pdf).replace(" ", "").replace("\n", "")
    assert '#panic("题")' in words
    assert "#import" in words
    assert "<script>" in words


def test_markup_in_a_text_is_escaped_on_the_page() -> None:
    body = html(content(body=HOSTILE), lambda number, caption: "")
    assert "<script>" not in body
    assert "&lt;script&gt;" in body
    assert ["paragraph", "a"] in layout(content(body="a"))


@pytest.mark.parametrize(("form", "pages", "size"), [("poster", 1, (297, 420)), ("brochure", 2, (297, 210))])
def test_a_print_ready_sheet_is_cmyk_with_its_boxes(form: str, pages: int, size: tuple[int, int]) -> None:
    made = file_of(form, content(images=(image(),)), ORGAN, press_ready=True)
    found = PdfReader(io.BytesIO(made.content)).pages
    assert len(found) == pages
    for page in found:
        trim, bled, media = page.trimbox, page.bleedbox, page.mediabox
        assert float(trim.width) / POINTS_PER_MM == pytest.approx(size[0], abs=0.1)
        assert float(trim.height) / POINTS_PER_MM == pytest.approx(size[1], abs=0.1)
        assert float(trim.left - bled.left) / POINTS_PER_MM == pytest.approx(3, abs=0.01)
        assert float(bled.top - trim.top) / POINTS_PER_MM == pytest.approx(3, abs=0.01)
        assert float(trim.left - media.left) / POINTS_PER_MM == pytest.approx(10, abs=0.01)
        drawn = re.sub(rb"\(.*?(?<!\\)\)|<[0-9A-Fa-f]*>", b"", page.get_contents().get_data(), flags=re.DOTALL)
        assert not RGB.findall(drawn)
        assert CMYK.search(drawn)
        pictures = [each.get_object() for each in page["/Resources"].get("/XObject", {}).values()]
        assert all(each["/ColorSpace"] == "/DeviceCMYK" for each in pictures if each["/Subtype"] == "/Image")
        fonts = [each.get_object() for each in page["/Resources"]["/Font"].values()]
        assert fonts
        for font in fonts:
            (inner,) = (each.get_object() for each in font["/DescendantFonts"])
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])


def test_the_brochure_folds_with_the_cover_at_the_right_of_the_outside() -> None:
    outside = PdfReader(io.BytesIO(sheet_of("brochure", content(), ORGAN).pdf)).pages[0]
    places: dict[str, float] = {}
    outside.extract_text(visitor_text=lambda text, cm, tm, _font, _size: places.setdefault(text.strip(), cm[4] + tm[4]))
    left, middle, right = (each * POINTS_PER_MM for each in (0, 97, 197))
    flap = next(x for text, x in places.items() if text.startswith("本册要点"))
    cover = next(x for text, x in places.items() if text.startswith("政务公开"))
    assert left < flap < middle
    assert cover > right


def test_a_long_text_shrinks_and_a_longer_one_is_refused() -> None:
    short = sheet_of("poster", content(), ORGAN)
    long = sheet_of("poster", content(body="\n".join([BODY] * 4)), ORGAN)
    assert long.pages == 1
    assert long.size < short.size
    with pytest.raises(InputError, match="15"):
        sheet_of("poster", content(body="很长的一段话。" * 2800), ORGAN)
    with pytest.raises(InputError):
        sheet_of("brochure", content(body="很长的一段话。" * 2800), ORGAN)
    told = counts(content(body="很长的一段话。" * 2800), ORGAN)
    assert told["poster"].problem
    assert told["press"].characters == 2800 * 7


@given(st.text(max_size=80))
def test_a_title_is_whole_in_its_words(title: str) -> None:
    found = typeset.title_words(title)
    assert "".join(found) == title
    assert all(0 < len(word) <= 8 for word in found)


def test_a_title_is_broken_between_its_words() -> None:
    found = typeset.title_words("2026年惠企政策，4月起受理")
    assert {"政策，", "受理"} <= set(found)


def test_no_text_is_still_a_sheet() -> None:
    assert sheet_of("poster", content(body="", summary=""), ORGAN).pages == 1
    assert sheet_of("brochure", content(body="", summary=""), ORGAN).pages == 2


def test_a_bulletin_has_contents_with_page_numbers() -> None:
    texts = [replace(content(body="\n".join([BODY] * 3)), title=f"第{n}篇稿件") for n in range(1, 5)]
    texts[1] = replace(texts[1], images=(image(), image((300, 900))))
    data, images = issue_data(
        name="招商简报", number="2026年第1期", organ=ORGAN, dated="2026年3月16日", imprint="", contents=texts
    )
    made = typeset.printed(typeset.BULLETIN, data, images, title="简报")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages]
    assert made.pages == len(pages) > 2
    for n in range(1, 5):
        at = next(number for number, text in enumerate(pages, start=1) if number > 1 and f"第{n}篇稿件" in text)
        assert re.search(rf"第{n}篇稿件[\s.]*{at}", pages[0])
    assert typeset.drawn(made, 2)[:4] == b"\x89PNG"


def test_a_sheet_is_set_once_for_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    told = content(title="只排一次版", images=(image(),))
    first = sheet_of("poster", told, ORGAN)
    monkeypatch.setattr(typeset, "_printed", lambda *_: pytest.fail("set again"))
    assert sheet_of("poster", told, ORGAN) == first
    with pytest.raises(pytest.fail.Exception):
        sheet_of("poster", replace(told, summary="改了一个字。"), ORGAN)


def test_ten_who_open_a_preview_wait_for_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def slowly() -> str:
        made.append(1)
        time.sleep(0.2)
        return "made"

    key = kept.digest("ten", time.monotonic_ns())
    with ThreadPoolExecutor(10) as ten:
        assert list(ten.map(lambda _n: kept.kept(key, slowly), range(10))) == ["made"] * 10
    assert len(made) == 1


def test_whoever_waits_too_long_for_another_sheet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LONGEST_WAIT", 0.01)
    begun, given_up = Event(), Event()

    def until_given_up() -> bool:
        begun.set()
        return given_up.wait(PATIENCE)

    with ThreadPoolExecutor(1) as other:
        first = other.submit(kept.kept, kept.digest("first", time.monotonic_ns()), until_given_up)
        assert begun.wait(PATIENCE)
        with pytest.raises(kept.Busy):
            kept.kept(kept.digest("second", time.monotonic_ns()), until_given_up)
        given_up.set()
        assert first.result()


def test_a_post_is_counted_as_weibo_does() -> None:
    assert weibo.weight("招商ab") == 3
    told = content(summary="一句话。" * 60, link="https://zs.example/x/")
    post = weibo.post(told)
    assert post.length <= 140
    assert post.shortened
    assert post.text.endswith("……\nhttps://zs.example/x/")
    assert "。……" in post.text
    assert "#" not in weibo.post(content(title="#话题#", summary="")).text
    whole = weibo.post(content(summary="短。"))
    assert (whole.shortened, whole.text) == (False, "【2026年第一批惠企政策开始受理】短。")


def test_a_press_release_is_a_docx_with_the_faces_of_papers() -> None:
    made = file_of("press", content(images=(image(),), contact="综合科"), ORGAN)
    docx = Document(io.BytesIO(made.content))
    lines = [paragraph.text for paragraph in docx.paragraphs]
    assert lines[0] == f"{ORGAN}　新闻通稿"
    assert "请即发布" in lines[1]
    assert "（完）" in lines
    assert "联系：综合科" in lines
    faces = {each for run in docx.element.iter() for name, each in run.attrib.items() if name.endswith("eastAsia")}
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"} <= faces
    draft = Document(io.BytesIO(file_of("press", content(approved=False), ORGAN).content))
    assert "请勿发布" in draft.paragraphs[1].text


def test_a_reading_copy_is_a_table_of_lines() -> None:
    docx = Document(io.BytesIO(file_of("aloud", content(), ORGAN).content))
    (table,) = docx.tables
    assert table.rows[0].cells[1].text == "二〇二六年第一批惠企政策开始受理"
    assert re.fullmatch(r"\d:\d\d", table.rows[0].cells[0].text)
    assert not re.search(r"\d", "".join(row.cells[1].text for row in table.rows))


def test_a_picture_is_drawn_anew() -> None:
    marked = picture(sort="PNG")
    drawn = drawn_anew(marked + b"<?php hidden ?>")
    assert b"hidden" not in drawn.content
    assert drawn.media_type == "image/png"
    big = drawn_anew(picture((4000, 1000)))
    assert (big.width, big.height) == (2400, 600)
    assert b"\xff\xee" in for_print(big.content)[:2000]  # an Adobe marker: four inks


def test_black_in_a_picture_is_black_ink() -> None:
    out = io.BytesIO()
    Drawn.new("RGB", (200, 200), (12, 12, 12)).save(out, "PNG")
    inks = Drawn.open(io.BytesIO(for_print(out.getvalue()))).getpixel((100, 100))
    assert isinstance(inks, tuple)
    assert max(inks[:3]) < 40
    assert inks[3] > 220


@pytest.mark.parametrize("bad", [b"", b"GIF89a" + bytes(50), b"<svg/>", picture()[:300], picture((20, 20))])
def test_what_is_no_picture_is_refused(bad: bytes) -> None:
    with pytest.raises(InputError):
        drawn_anew(bad)


def test_data_for_a_sheet_is_plain() -> None:
    told = data_of(content(images=(image(),)), ORGAN)
    assert told["organ"] == ORGAN
    assert told["captions"] == ["厂房效果图"]
