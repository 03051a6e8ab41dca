"""隐去 · What is hidden is gone wholly, and its reason stands in its place."""

import pytest
from django.utils import translation
from hypothesis import given, settings, strategies

from huiying.core.errors import InputError
from huiying.intake.models import Channel
from huiying.publication.board.hiding import Passage, Reason, redacted
from tests.board.letters import TEXT, page, shown
from tests.office import Office


@pytest.mark.parametrize(
    ("passages", "why"),
    [
        ([], "phone number"),
        ([Passage("没有这句话", Reason.OTHERS)], "do not stand"),
        ([Passage("路", Reason.OTHERS)], "too short"),
        ([Passage(TEXT, Reason.SECRET)], "Nothing"),
        ([Passage(f"字{n}", Reason.SECRET) for n in range(101)], "At most"),
    ],
)
def test_what_may_not_be_shown_is_refused(passages: list[Passage], why: str) -> None:
    with translation.override("en"), pytest.raises(InputError, match=why):
        redacted("北门路灯不亮", TEXT, passages)


def test_words_of_a_pattern_are_words() -> None:
    text = "价格是(.*)元，还有一句\\d很长的话在这里说明情况。"
    copy = redacted("价格", text, [Passage("(.*)", Reason.SECRET)])
    assert copy.text == text.replace("(.*)", "〔商业秘密已隐去〕")


def test_hostile_words_are_words(office: Office, board: Channel) -> None:
    thread = shown(office, board, text="<script>alert(1)</script>请有关科室处理一下这件事。", title="<b>事情</b>")
    told = page(f"/board/{thread.reference}/")
    assert "<script>alert" not in told
    assert "&lt;b&gt;事情" in told
    assert "<script>alert" not in page(f"/board/{thread.reference}/feed/")


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        # one passage ends amid another: together they are one place, with both reasons
        (
            [Passage("住在张三丰路", Reason.PERSONAL), Passage("丰路十二号", Reason.OTHERS)],
            "来信人〔个人信息已隐去〕〔他人信息已隐去〕，请修路灯，谢谢。",
        ),
        # one stands within another: nothing of either is left, and no reason is lost
        (
            [Passage("三丰", Reason.SECRET), Passage("张三丰路十二号", Reason.PERSONAL)],
            "来信人住在〔个人信息已隐去〕〔商业秘密已隐去〕，请修路灯，谢谢。",
        ),
        # side by side they stay two
        (
            [Passage("张三丰路", Reason.PERSONAL), Passage("十二号", Reason.PERSONAL)],
            "来信人住在〔个人信息已隐去〕〔个人信息已隐去〕，请修路灯，谢谢。",
        ),
    ],
)
def test_passages_that_overlap_leave_no_piece(passages: list[Passage], expected: str) -> None:
    assert redacted("路灯", "来信人住在张三丰路十二号，请修路灯，谢谢。", passages).text == expected


def test_a_passage_that_overlaps_itself_leaves_no_piece() -> None:
    assert redacted("路灯", "哈哈哈哈哈，请把北门的路灯修一修。", [Passage("哈哈", Reason.INSULT)]).text == (
        "〔不文明用语已隐去〕，请把北门的路灯修一修。"
    )


def test_the_heading_of_a_letter_without_a_title_ends_amid_no_hidden_passage() -> None:
    text = "请修北门路灯。联系人住在幸福路十二号三栋，晚上都在家。"
    copy = redacted(text[:17], text, [Passage("幸福路十二号三栋", Reason.PERSONAL)])
    assert copy.title == "请修北门路灯。联系人住在〔个人信息已隐去〕"


def test_a_passage_stands_in_the_title_or_in_the_text() -> None:
    """Words from the end of one and the beginning of the other would be hidden in neither."""
    with translation.override("en"), pytest.raises(InputError, match="do not stand"):
        redacted("路灯王小", "明请修一修北门的路灯，谢谢。", [Passage("王小\n明请", Reason.PERSONAL)])


@settings(max_examples=200)
@given(data=strategies.data())
def test_no_character_of_a_hidden_passage_is_left(data: strategies.DataObject) -> None:
    text = data.draw(strategies.text(alphabet="甲乙丙", min_size=4, max_size=24))
    cuts = data.draw(
        strategies.lists(strategies.tuples(strategies.integers(0, 20), strategies.integers(2, 6)), max_size=4)
    )
    words = {text[at : at + long] for at, long in cuts if len(text[at : at + long]) >= 2}
    tail = "——请有关科室看一看这件事"
    copy = redacted("事情", text + tail, [Passage(each, Reason.PERSONAL) for each in words])
    hidden = {at for each in words for at in range(len(text)) if text.startswith(each, at)}
    covered = {at + n for at in hidden for each in words if text.startswith(each, at) for n in range(len(each))}
    left = "".join(char for at, char in enumerate(text) if at not in covered) + tail
    assert "".join(copy.text.split("〔个人信息已隐去〕")) == left
