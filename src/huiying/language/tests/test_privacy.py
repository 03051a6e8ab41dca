from collections import Counter

import pytest

from bench import privacy as hard_cases
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
        ("13812345678/13912345678", [("phone", "13812345678"), ("phone", "13912345678")]),
        ("电话：1381 2345 678", [("phone", "1381 2345 678")]),
        ("打一三八 一二三四 五六七八", [("phone", "一三八 一二三四 五六七八")]),
        ("打幺三八零零一二三四五六", [("phone", "幺三八零零一二三四五六")]),
        ("１ ３ ８ １ ２ ３ ４ ５ ６ ７ ８", [("phone", "１ ３ ８ １ ２ ３ ４ ５ ６ ７ ８")]),
        ("电话13812345678元旦后打", [("phone", "13812345678")]),
        ("找13812345678张先生", [("phone", "13812345678")]),
        ("家里（0512）66668888转分机801", [("landline", "（0512）66668888转分机801")]),
        ("+86 10 88886666", [("landline", "+86 10 88886666")]),
        ("证号110105491231002", [("id_number", "110105491231002")]),
        ("京AD12345和皖A·1234学", [("plate", "京AD12345"), ("plate", "皖A·1234学")]),
        ("微信 wxid_abc123", [("wechat", "wxid_abc123")]),
        ("加微:abc12345", [("wechat", "abc12345")]),
        ("ＱＱ：１２３４５６７", [("qq", "１２３４５６７")]),
        ("住在松林镇王家村三组12号", [("address", "松林镇王家村三组12号")]),
        ("我家3-2-501", [("address", "3-2-501")]),
        ("联系人：王小明、李四", [("name", "王小明"), ("name", "李四")]),
        ("此致\n敬礼！\n    王小明\n2026年3月5日", [("name", "王小明")]),
        ("张三，女，1980年生", [("name", "张三")]),
        ("我女儿叫李小红，今年上学", [("name", "李小红")]),
        ("聯絡人：歐陽文靜", [("name", "歐陽文靜")]),
        ("我叫阿卜杜·热合曼，", [("name", "阿卜杜·热合曼")]),
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
        "受理编号13812345678",
        "共13812345678件，¥13812345678",
        "国办发〔2016〕61号12条",
        "东经120.13812345678",
        "请拨12345、95588或400-820-8820",
        "政务服务中心咨询电话0512-66668888",
        "预售证号为：2014-0036",
        "设备号110105491231002",
        "合同编号6222021234567890128",
        "采用创新A12345型设备",
        "比分3-2-101，日期3-5-2026",
        "ISBN 978-7-111-12345-6",
        "共3栋90户、14栋300多户",
        "办公地址：松溪区望江路12号3楼201室",
        "微信公众号songxi2026，QQ群123456789",
        "我父亲高血压，我是高三学生",
        "联系人和联系方式见附件",
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


@pytest.mark.parametrize("seed", [11, 12])
def test_generated_hard_cases_are_nearly_all_told_apart(seed):
    """Every kind alike: at most one in a hundred is missed, or marked where nothing is personal."""
    wrong, asked = Counter(), Counter()
    for case in hard_cases.cases(4000, seed):
        marks = find(case.text)
        hits = [mark for mark in marks if mark.type == case.kind and hard_cases.fits(case, mark.start, mark.end)]
        asked[case.kind] += 1
        wrong[case.kind] += len(marks) != len(hits) or bool(case.kind) != bool(hits)
    assert set(asked) == {"", *hard_cases.KINDS}
    assert not {kind: wrong[kind] for kind in asked if wrong[kind] > 0.01 * asked[kind]}


def test_masked_forms_stay_readable():
    text = "电话13812345678，座机0512-66668888，车牌苏E12345，微信abc_1234，QQ1234567"
    assert mask(text) == "电话138****5678，座机****-****8888，车牌苏E****5，微信a**_***4，QQ12****7"
