import pytest

from huiying.language.privacy import find, mask
from huiying.language.privacy_numbers import is_identity_number, passes_luhn


def marks(text):
    return [(mark.type, text[mark.start : mark.end]) for mark in find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13812345678。", [("phone", "13812345678")]),
        ("手机 138 1234 5678", [("phone", "138 1234 5678")]),
        ("+86-138-1234-5678", [("phone", "+86-138-1234-5678")]),
        ("打１３８１２３４５６７８", [("phone", "１３８１２３４５６７８")]),
        ("微信tel13812345678", [("phone", "13812345678")]),
        ("座机010-88886666转8", [("landline", "010-88886666转8")]),
        ("证号11010519491231002X", [("id_number", "11010519491231002X")]),
        ("证号110105 19491231 002x", [("id_number", "110105 19491231 002x")]),
        ("卡号6222 0212 3456 7890 128", [("bank_card", "6222 0212 3456 7890 128")]),
        ("车牌苏E·B1234", [("plate", "苏E·B1234")]),
        ("新能源车粤AD12345", [("plate", "粤AD12345")]),
        ("信箱li.si@mail.example，", [("mail", "li.si@mail.example")]),
        ("我住望江路12号3栋2单元501室", [("address", "望江路12号3栋2单元501室")]),
        ("我叫王小明，来自外地", [("name", "王小明")]),
        ("联系人：欧阳文静", [("name", "欧阳文静")]),
        ("本人李四，男，", [("name", "李四")]),
    ],
)
def test_finds(text, found):
    assert marks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "订单号202411138123456789012",
        "金额13812345678.50元",
        "证号110105194912310021",
        "证号110105194913310029",
        "卡号6222021234567890123",
        "2026年3月15日上午10点",
        "面积1200平方米，层高8米",
        "松溪产业园和望江路",
        "本人是企业员工",
        "联系人：房东",
        "版本2.13812345678",
    ],
)
def test_leaves_alone(text):
    assert marks(text) == []


def test_identity_number_needs_province_birthday_and_check_character():
    assert is_identity_number("11010519491231002x")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("990105194912310029")
    assert not is_identity_number("110105194902300027")


def test_luhn():
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")


def test_mask_keeps_what_helps_and_hides_the_rest():
    text = (
        "我叫王小明，电话138 1234 5678，证号11010519491231002X，信箱li.si@mail.example，家住望江路12号3栋2单元501室。"
    )
    masked = mask(text)
    assert masked == "我叫王**，电话138 **** 5678，证号110***********002X，信箱l***@mail.example，家住***。"
    assert find(masked) == []


def test_a_very_long_text_is_cut_and_says_so():
    masked = mask("请看" + "，很好" * 100_000)
    assert masked.endswith("（后文过长，未显示）")
