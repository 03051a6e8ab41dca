"""A reply, without what it replies to."""

import pytest

from huiying.intake.channels.mail.quotes import apart

from .mails import heard, mail

OUTLOOK = (
    "-----原始邮件-----\n发件人: 政务办 <zx@bureau.example>\n发送时间: 2026年11月20日 9:00\n收件人: 张三\n主题: 答复"
)
HISTORIES = {
    "QQ": '------------------ 原始邮件 ------------------\n发件人: "政务办";\n发送时间: 2026年11月20日\n旧文',
    "QQ, no-break spaces": "------------------\u00a0原始邮件\u00a0------------------\n旧文",
    "163": '在 2026-11-20 09:00:00，"政务办" <zx@bureau.example> 写道：\n>旧文',
    "163 in two lines": "在 2026年11月20日 09:00，政务办\n<zx@bureau.example> 写道：\n旧文",
    "163 in English": 'At 2026-11-20 09:00:00, "office" <zx@bureau.example> wrote:\n旧文',
    "NetEase Master": "---- 回复的原邮件 ----\n| 发件人 | 政务办 |\n旧文",
    "Gmail": "政务办 <zx@bureau.example> 于2026年11月20日周五 09:00写道：\n\n> 旧文",
    "Gmail in English": "On Fri, Nov 20, 2026 at 9:00 AM Office <zx@bureau.example>\nwrote:\n> 旧文",
    "iPhone": "在 2026年11月20日，上午9:00，政务办 写道：\n> 旧文",
    "Outlook": OUTLOOK,
    "Outlook block": "________________________________\n发件人: 办\n发送时间: 2026年11月20日\n主题: 答复\n旧文",
    "Outlook in English": "From: Office\nSent: Friday, November 20, 2026 9:00 AM\nTo: Zhang\nSubject: Re\n旧文",
    "Outlook, traditional": "寄件者: 政務辦\n寄件日期: 2026年11月20日\n收件人: 張三\n主旨: 答覆\n旧文",
    "Original Message": "-----Original Message-----\nFrom: x\n旧文",
    "marks alone": "> 旧文\n> 旧文\n\n>旧文",
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_history_is_cut_off_and_kept(history: str) -> None:
    said = apart(f"谢谢，还是没修好。\n\n{history}")
    assert said.own == "谢谢，还是没修好。"
    assert said.quoted == history.strip()


def test_a_mail_keeps_its_history_in_its_own_record() -> None:
    told = heard(mail(f"还是没修好。\r\n\r\n{HISTORIES['163']}\r\n", subject="Re: x"))
    assert told.text == "还是没修好。"
    assert "旧文" in told.raw["quoted"]


@pytest.mark.parametrize(
    "text",
    [
        "在2026年我写道：修路要快。后来没人管。",
        "发件人不明。\n请查。",
        "From: 东门\n到西门的路不平。",
        "他说：“修好了”",
        "一\n----------\n二",
        "局长在会上写道：",
        "> 引用一句\n我不同意。\n> 再引一句\n也不同意。",
    ],
)
def test_what_only_looks_like_history_stays(text: str) -> None:
    assert apart(text).own == text


def test_what_is_forwarded_is_the_matter_itself() -> None:
    text = f"请看下面。\n\n{OUTLOOK}\n路灯坏了。"
    assert apart(text, subject="转发：路灯").own == text
    assert apart(f"{OUTLOOK}\n路灯坏了。").own == f"{OUTLOOK}\n路灯坏了。"
    assert apart("", quoted="Gmail 转来的全文", subject="Fwd: x").own == "Gmail 转来的全文"


@pytest.mark.parametrize(
    "signature",
    [
        "-- \n张三\n电话 1",
        "发自我的iPhone",
        "Sent from my iPhone",
        "发自我的华为手机",
        "获取 Outlook for iOS<https://aka.ms/x>",
    ],
)
def test_signatures_are_cut_off_and_kept(signature: str) -> None:
    said = apart(f"路灯坏了。\n\n{signature}")
    assert said.own == "路灯坏了。"
    assert said.signature == signature


def test_a_signature_above_the_history() -> None:
    said = apart(f"好的。\n\n发自我的iPhone\n\n{HISTORIES['iPhone']}")
    assert (said.own, said.signature) == ("好的。", "发自我的iPhone")
