"""HTML to text: what a person would see, and nothing else."""

import pytest

from huiying.intake.channels.mail.markup import html_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n\n二"),
        ("一<br>二<br><br>三", "一\n二\n\n三"),
        ("<div>一</div><div><br></div><div>二</div>", "一\n\n二"),
        ("<ul><li>甲<li>乙</ul>", "- 甲\n- 乙"),
        ("<table><tr><td>姓名</td><td>张三</td></tr><tr><td>事由</td></tr></table>", "姓名 张三\n事由"),
        ("见<a href='https://a.cn/x?a=1&amp;b=2'>这里</a>。", "见这里 (https://a.cn/x?a=1&b=2) 。"),
        ("<a href=https://a.cn/>https://a.cn</a>", "https://a.cn"),
        ("<a href='javascript:alert(1)'>点我</a>", "点我"),
        ("a&nbsp;&lt;b&gt; &#x8DEF; &#0; &bogus;", "a <b> 路 \ufffd &bogus;"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("一 \n  二", "一 二"),
        ("5 < 6 且 7 > 6", "5 < 6 且 7 > 6"),
        ("没有标记", "没有标记"),
        ('<p title="a>b">一</p>', "一"),
    ],
)
def test_text_keeps_its_shape(html: str, text: str) -> None:
    assert html_text(html)[0] == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert('<p>坏</p>')</script>",
        "<style>p{color:坏}</style>",
        "<head><title>坏</title></head>",
        "<div style='display:none'>坏<div>坏</div>坏</div>",
        '<span style="font-size:0px">坏</span>',
        "<p hidden>坏</p>",
        "<p style='VISIBILITY : hidden'>坏</p>",
        "<!-- 坏 <b> -->",
        "<!-- 坏 --!><!doctype 坏>",
        "<?xml 坏?>",
        "<svg><text>坏</text></svg>",
        "<div style='mso-hide:all'>坏</div>",
        "<textarea>坏</textarea>",
        "<SCRIPT>坏</sCript >",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    own, quoted = html_text(f"<p>好</p>{hidden}" + ("-->" if "--!" in hidden else ""))
    assert own == "好"
    assert quoted == ""


@pytest.mark.parametrize(
    "quote",
    [
        "<div class='gmail_quote'>旧<blockquote>更旧</blockquote></div>",
        "<blockquote type=cite>旧</blockquote>",
        "<blockquote id='isReplyContent'>旧</blockquote>",
        "<div id=divRplyFwdMsg>旧</div><div>更旧</div>",
        "<div class='x yahoo_quoted y'><div>旧</div></div>",
    ],
)
def test_what_a_mailer_quotes_is_told_apart(quote: str) -> None:
    own, quoted = html_text(f"<div>新</div>{quote}")
    assert own == "新"
    assert quoted.startswith("旧")


def test_a_quotation_of_the_writer_stays() -> None:
    assert html_text("依<blockquote>条例第五条</blockquote>")[0] == "依\n\n条例第五条"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000,
        "<b id=1><table></b></table><p>" * 30_000,
        "<!--" * 200_000,
        "<a " * 200_000,
        '<a "' * 200_000,
        '<a ">' * 200_000,
        "</" * 400_000,
        "<script>" * 100_000,
        "&#" * 300_000,
        "<a href=" + "x" * 900_000,
        "&" * 900_000,
        "<" * 900_000,
        "<li>" * 200_000,
        "<p a='" * 100_000,
        "<a b c d e f g h" * 60_000,
    ],
    ids=lambda value: f"{value[:6]}...",
)
def test_hostile_html_ends(hostile: str) -> None:
    own, quoted = html_text(hostile)
    assert len(own) + len(quoted) <= 2 * len(hostile)
