"""The check of a draft, on letters and replies of our own."""

import time

import pytest

from huiying.language.replycheck import Names, answered, check, score

LETTER = (
    "青澜区望江花苑油烟扰民\n您好！我叫陈立新，电话13800138000，住青澜区望江花苑3栋501室。楼下饭馆油烟直排。"
    "请问饭馆是否办理了环评手续？油烟净化器什么时候能装好？"
)
REPLY = (
    "您好，您的来信收悉，现答复如下：经现场检查，望江花苑楼下饭馆已办理环评手续。"
    "我局已责令饭馆安装油烟净化器，2026年12月10日前装好。如有疑问请拨打0571-88001234。"
    "青澜区生态环境局 2026年11月24日"
)


def kinds(letter: str, reply: str, **more: object) -> set[str]:
    return {finding.kind for finding in check(letter, reply, **more)}  # type: ignore[arg-type]


def test_a_reply_that_answers_everything_must_not_be_mended():
    office = Names(phones=("0571-88001234",))
    assert check(LETTER, REPLY, sources=["责令改正：2026年12月10日前装好"], office=office) == []


@pytest.mark.parametrize(
    ("said", "instead", "kind", "place"),
    [
        ("2026年12月10日前装好。", "", "unanswered", "什么时候"),
        ("望江花苑楼下", "望江花园楼下", "name", "望江花园"),
        ("如有疑问", "因您自身没有看清公示", "tone", "因您自身"),
        ("如有疑问", "不得再来投诉", "tone", "不得再"),
        ("如有疑问", "我局高度重视，积极协调。如有疑问", "hollow", "高度重视"),
        ("如有疑问", "来信人电话13800138000，如有疑问", "personal", "13800138000"),
        ("如有疑问", "来信人身份证11010519491231002X，如有疑问", "personal", "11010519491231002X"),
        ("经现场检查", "根据《饮食业油烟规定》", "unsupported", "《饮食业油烟规定》"),
        ("经现场检查", "根据青环〔2025〕12号文件", "unsupported", "12号"),
        ("已办理环评手续", "已办理环评手续，罚款3000元", "unsupported", "3000元"),
        ("0571-88001234", "0571-88009999", "unsupported", "0571-88009999"),
        ("青澜区生态环境局 2026年11月24日", "青澜区生态环境局", "form", ""),
        ("您好，您的来信收悉，", "", "form", ""),
    ],
)
def test_each_fault_is_found_at_its_place(said, instead, kind, place):
    office = Names(phones=("0571-88001234",))
    draft = REPLY.replace(said, instead)
    found = [f for f in check(LETTER, draft, sources=["2026年12月10日前装好"], office=office) if f.kind == kind]
    assert found
    text = LETTER if found[0].where == "letter" else draft
    assert all(text[f.start : f.end] == f.text for f in found if f.where == found[0].where)
    assert any(place in f.text for f in found)
    assert all(f.because.endswith("。") for f in found)


@pytest.mark.parametrize(
    "reply",
    [
        "您好！留言已收悉。",
        "网友：您好！您反映的问题已转区城管局调查处理。2026年11月20日",
        "您好，您的建议很好，已转有关部门研究，感谢您的关心支持。",
        "您好，请咨询区税务局。",
        "",
        "😀😀",
    ],
)
def test_what_is_only_handed_on_must_be_answered(reply):
    assert [f.level for f in check(LETTER, reply) if f.kind == "forwarding"] == ["must"]


def test_handing_on_with_an_answer_is_an_answer():
    reply = "您好，此事已转区城管局。经查，该饭馆油烟净化器损坏，已责令三天内更换。"
    assert "forwarding" not in {f.kind for f in check(LETTER, reply) if f.level == "must"}


def test_sending_on_without_saying_where_is_told():
    reply = "您好，经查该饭馆已停业整改。其余问题请您咨询税务机关。"
    assert any(f.kind == "forwarding" and f.level == "should" for f in check(LETTER, reply))


def test_each_question_is_told_with_the_place_of_its_answer():
    first, second = answered(LETTER, REPLY)[-2:]
    assert "环评" in first.text
    assert first.answered is not None
    assert "环评" in REPLY[slice(*first.answered)]
    assert second.answered is not None
    assert "净化器" in REPLY[slice(*second.answered)]


def test_an_echo_of_the_question_does_not_answer_it():
    reply = "您好，您咨询的“油烟净化器什么时候能装好”的问题收悉，现答复如下：物业费按合同收取。"
    assert all(asked.answered is None for asked in answered(LETTER, reply) if "净化器" in asked.text)


@pytest.mark.parametrize("letter", ["路灯坏了，难道没有人管吗？", "今天天气很好。", ""])
def test_what_only_complains_asks_nothing(letter):
    assert answered(letter, REPLY) == []


def test_numbered_answers_answer_questions_in_their_order():
    letter = "请问补贴标准是多少？请问窗口在哪里？"
    reply = "您好，现答复如下：一、每人每月500元。二、政务中心二楼。"
    assert [asked.answered is not None for asked in answered(letter, reply)] == [True, True]


def test_what_stands_in_letter_or_sources_needs_no_more_proof():
    letter = "补贴是每月3万元吗？依据《人才补贴办法》？"
    assert "unsupported" not in kinds(letter, "您好，补贴为30000元，依据《人才补贴办法》。")


def test_dates_agree_with_and_without_the_year():
    assert "unsupported" not in kinds("3月1日停电", "您好，2026年3月1日因检修停电，现已恢复供电。")


def test_phases_and_directions_are_two_things_not_a_slip():
    assert "name" not in kinds("望江花园一期小区停水", "您好，望江花园二期小区的水管已修复。")


def test_quoted_words_are_not_the_office_speaking():
    assert "tone" not in kinds("物业说话难听", "您好，经查，物业人员确实说过“无理取闹”，我局已约谈该物业。")


def test_findings_that_must_be_mended_come_first():
    levels = [f.level for f in check(LETTER, "来信收悉。因您自身原因，已转办。")]
    assert levels == sorted(levels)


def test_a_signed_sheet_carries_organ_and_date():
    assert "form" not in kinds(LETTER, "经查，该饭馆已停业。", signed=True)


def test_a_reply_that_explains_scores_above_one_that_hands_on():
    assert score(LETTER, REPLY).explains > score(LETTER, "您好，来信收悉，已转区城管局处理。").explains + 0.1
    assert score(LETTER, REPLY).complete == 1.0


@pytest.mark.parametrize("text", ["\ud800", "\x00\x01", "hello?", "請問補貼？", "“" * 500, "一、" * 500, "？" * 900])
def test_any_text_is_checked(text):
    check(text, text, sources=[text])
    answered(text, text)
    assert 0 <= score(text, text).whole <= 1


@pytest.mark.parametrize("piece", ["好", "请问吗？", "2026年1月1日", "“望江花苑小区”", "1", "已转。"])
def test_a_megabyte_takes_bounded_time(piece):
    text = piece * (1_000_000 // len(piece))
    begin = time.process_time()
    check(text, text, sources=[text])
    assert time.process_time() - begin < 10
