"""What is written in figures is read aloud as people say it; a reading copy breaks into lines with their seconds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.publication.manuscripts.content import Content
from huiying.publication.manuscripts.reading import LONGEST_LINE, beats, reading, said
from huiying.publication.manuscripts.spoken import aloud, whole


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026年3月5日", "二〇二六年三月五日"),
        ("2026-11-30", "二〇二六年十一月三十日"),
        ("2024—2026年", "二〇二四至二〇二六年"),
        ("增长3.5%", "增长百分之三点五"),
        ("3%—5%", "百分之三至百分之五"),
        ("0.8‰", "千分之零点八"),
        ("0571-87654321", "零五七幺，八七六五四三二幺"),
        ("13812345678", "幺三八，幺二三四，五六七八"),
        ("拨打12345热线", "拨打幺二三四五热线"),
        ("9:00—17:00", "九点至十七点"),
        ("14：05", "十四点零五分"),
        ("国办发〔2016〕80号", "国办发，二〇一六，八十号"),
        ("第26条", "第二十六条"),
        ("第2批", "第二批"),
        ("2个、2亿元、2月2日", "两个、两亿元、二月二日"),
        ("1,234.5万元", "一千二百三十四点五万元"),
        ("-3℃", "零下三摄氏度"),
        ("500m²", "五百平方米"),
        ("8.2万m²", "八点二万平方米"),
        ("2万t", "两万吨"),
        ("3—5个工作日", "三至五个工作日"),
        ("1/3", "三分之一"),
        ("￥300", "三百元"),
        ("５００万", "五百万"),
        ("10500", "一万零五百"),
        ("100020", "十万零二十"),
        ("12", "十二"),
        ("5G", "五G"),
        ("PM2.5浓度35μg/m³", "PM二点五浓度三十五微克每立方米"),
        ("GB/T 19001—2016", "GB/T 一九零零一，二〇一六"),
        ("ISO 9001:2015", "ISO 九零零一，二〇一五"),
        ("A座1203室", "A座幺二零三室"),
        ("拨打12345", "拨打幺二三四五"),
        ("0571-12345", "零五七幺，幺二三四五"),
        ("120急救电话", "幺二零急救电话"),
        ("邮编310000", "邮编三一零零零零"),
        ("2000人、20000元、第2000号", "两千人、两万元、第二千号"),
        ("≥60分", "大于等于六十分"),
        ("-2.3%", "负百分之二点三"),
        ("1:500", "一比五百"),
        ("-5℃～3℃", "零下五摄氏度至三摄氏度"),
        ("$300", "三百美元"),
        ("90后", "九零后"),
        ("①申请", "一，申请"),
    ],
)
def test_figures_are_said(written: str, said: str) -> None:
    assert aloud(written) == said


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_that_is_said_is_that_number(number: int) -> None:
    """Read back digit by digit, group by group, it is the same."""
    assert _heard(whole(str(number))) == number


def _heard(said: str) -> int:
    total, part, digit = 0, 0, 1 if said.startswith("十") else 0
    for mark in said:
        if mark in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(mark)
        elif mark in "十百千":
            part, digit = part + digit * {"十": 10, "百": 100, "千": 1000}[mark], 0
        else:
            total, part, digit = total + (part + digit) * {"万": 10**4, "亿": 10**8}[mark], 0, 0
    return total + part + digit


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_no_figure_stays(text: str) -> None:
    assert not set("0123456789") & set(aloud(text))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("请登录 https://zw.example/x?y=1 提交材料", "请登录本单位门户网站公布的网址提交材料"),
        ("网址：https://zw.example/b。", "网址请见本单位门户网站。"),
        ("E-mail: a.b@c.example", "邮箱请见本单位门户网站"),
    ],
)
def test_an_address_is_not_read(written: str, told: str) -> None:
    assert said(written) == told


def test_a_latin_word_takes_its_time() -> None:
    assert beats("增长，GDP。") == 2 + 3  # spelled
    assert beats("Portable") == 3  # read


def test_lines_have_their_seconds() -> None:
    body = "一、总体情况\n截至2026年3月5日，签约项目12个，总投资38.6亿元（增长3.5%），详见https://a.example/b?c=1 。"
    copy = reading(Content(title="招商情况", body=body, dated=date(2026, 3, 5)))
    assert copy.lines[0].text == "招商情况"
    assert copy.lines[1].text == "总体情况。"
    assert "二〇二六年三月五日" in copy.lines[2].text
    assert copy.left_out == ("https://a.example/b?c=1",)
    assert all(len(line.text) <= 2 * LONGEST_LINE for line in copy.lines)
    assert copy.seconds == pytest.approx(copy.characters / 4)
    assert copy.lines[-1].until == pytest.approx(copy.seconds)
    faster = reading(Content(title="招商情况", body=body, dated=date(2026, 3, 5)), rate=5)
    assert faster.seconds == pytest.approx(copy.seconds * 4 / 5)
    assert reading(Content(title="招商", body=body, dated=date(2026, 3, 5)), rate=1e9).rate == 8
