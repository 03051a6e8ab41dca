import pytest

from huiying.core.errors import InputError
from huiying.intake.channels.files.headers import check_fields, fields_of, plain, refuse
from huiying.intake.channels.files.synonyms import SYNONYMS


@pytest.mark.parametrize(
    ("header", "bare"),
    [
        ("Reply_Time", "replytime"),
        (" 留言 时间\n（必填）", "留言时间"),
        ("＊标题：", "标题"),
        ("E-mail", "email"),
        ("(备注)", "(备注)"),
    ],
)
def test_headers_are_compared_without_their_trimmings(header: str, bare: str) -> None:
    assert plain(header) == bare


def test_synonyms_are_plain_and_mean_one_field_each() -> None:
    words = [word for listed in SYNONYMS.values() for word in listed]
    assert len(words) == len(set(words))
    assert [word for word in words if plain(word) != word] == []


def test_chinese_headers_of_a_message_board() -> None:
    headers = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "反对数", "点赞数"]
    fields = ["id", "person", "title", "time", "text", "reply", "reply_time", "against", "likes"]
    assert fields_of(headers, {}) == dict(zip(fields, headers, strict=True))


def test_the_better_word_wins_and_a_running_number_is_no_identity() -> None:
    fields = fields_of(["序号", "受理时间", "来信时间", "标题", "信件内容"], {})
    assert fields == {"time": "来信时间", "title": "标题", "text": "信件内容"}


def test_a_mapping_wins_over_recognition_and_frees_the_field_it_takes() -> None:
    fields = fields_of(["内容", "诉求", "时间"], {"诉求": "text", "内容": "title"})
    assert fields == {"title": "内容", "text": "诉求", "time": "时间"}


def test_an_unknown_field_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError) as refused:
        check_fields({"内容": "texte"})
    assert "texte" in str(refused.value)
    assert "reply_time" in refused.value.fix


def test_one_field_from_two_headers_is_refused() -> None:
    with pytest.raises(InputError, match="text"):
        check_fields({"内容": "text", "详情": "text"})


def test_a_mapped_header_that_is_not_there_is_named_beside_those_that_are() -> None:
    refusal = refuse(["内容", "时间"], {"详请": "text"})
    assert "详请" in refusal.what
    assert "内容, 时间" in refusal.fix


@pytest.mark.parametrize(("headers", "lost"), [(["内容", "级别"], "time"), (["时间", "级别"], "text")])
def test_what_no_header_tells_is_named(headers: list[str], lost: str) -> None:
    refusal = refuse(headers, {})
    assert f"={lost}" in refusal.fix
    assert "级别" in refusal.fix
