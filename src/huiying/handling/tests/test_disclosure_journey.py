"""依申请公开: one request from the post office to the register: receipt, correction, a third party's objection,
extension, fee, partial disclosure with a redacted copy, signed notice.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from huiying.handling import actions
from huiying.handling.disclosure.register import Year, section
from huiying.handling.dossier.contents import dossier
from huiying.handling.models import Case, DisclosureRequest, RedactedCopy
from huiying.intake.actions import set_up_channel
from huiying.intake.channel import Attached, Heard
from huiying.intake.particulars import PARTICULARS
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from tests.office import SUNDAY, Office

from .desk import proposed, signed_in
from .requests import day, signed_and_sent

TABLE = "兑现清单\n云溪精密制造有限公司 120万元 账户6222000011112222\n松溪新材料有限公司 80万元 账户6222000033334444"


def due(case: Case) -> date:
    return (timezone.localtime(case.clocks.get(term="disclosure.answer").due_at) - timedelta(seconds=1)).date()


def by_post(office: Office, came: datetime) -> Case:
    told = {"name": "依申请公开", "connector": "portal", "form": "mailbox", "settings": {"form": "disclosure"}}
    channel = set_up_channel("disclosure", **told, at=SUNDAY)  # type: ignore[arg-type]
    heard = Heard(
        external_id="post-1",
        title="2025年惠企奖补资金兑现清单",
        text="申请公开的信息：2025年惠企奖补资金兑现清单",
        said_at=came,
        said_by="江岚启衡咨询有限公司",
        reply_to={PARTICULARS: {"organisation": "江岚启衡咨询有限公司", "credit_code": "91350100M000100Y43"}},
        raw={"form": "disclosure", "kind_of_case": "disclosure", "applicant": "organisation"},
    )
    receipt = {"way": "registered", "received_on": came.date(), "evidence": "挂号信签收", "applicant": "company"}
    case, code = actions.register_request(heard, channel=channel, **receipt, by=office.officer, at=day(3, 17))  # type: ignore[arg-type]
    assert code
    proposed(case.voice, office)
    return case


def corrected(case: Case, office: Office) -> None:
    """Assigned, accepted, and corrected by a letter of the 23rd: the term runs anew from then."""
    actions.assign(case, lead=office.project, by=office.officer, at=day(3, 17, 11))
    actions.accept(case, handler=office.handler, by=office.head, at=day(3, 17, 14))
    told = {"what": "请写明年度和资金名称。", "until": date(2026, 4, 3)}
    actions.ask_correction(case, **told, by=office.handler, at=day(3, 18))  # type: ignore[arg-type]
    came = {"text": "2025年度惠企奖补。", "arrived_on": date(2026, 3, 23)}
    actions.take_correction(case, **came, by=office.handler, at=day(3, 24))  # type: ignore[arg-type]


def consulted(case: Case, office: Office) -> None:
    told = {"sort": "third_party", "what": "兑现金额和收款账户", "by": office.handler, "at": day(3, 25)}
    parties = [actions.consult(case, name=name, **told) for name in ("云溪精密制造有限公司", "松溪新材料有限公司")]  # type: ignore[arg-type]
    actions.take_opinion(parties[0], opinion="objects", reasons="收款账户属商业秘密", by=office.handler, at=day(3, 30))
    actions.take_opinion(parties[1], opinion="agrees", by=office.handler, at=day(4, 1))
    case.refresh_from_db()


def extended(case: Case, office: Office) -> None:
    told = {"term": "disclosure.answer", "amount": 10, "reason": "需逐笔核对账户"}
    longer = actions.ask_extension(case, **told, by=office.handler, at=day(4, 2))  # type: ignore[arg-type]
    actions.decide_extension(longer, granted=True, by=office.officer, at=day(4, 2, 15))


def paid(case: Case, office: Office) -> None:
    actions.ask_fee(case, method="page", count=150, how="缴款码 3500", by=office.officer, at=day(4, 3))
    actions.pay_fee(case, paid_on=date(2026, 4, 9), by=office.officer, at=day(4, 10))
    case.refresh_from_db()


def answered_in_part(case: Case, office: Office) -> RedactedCopy:
    file = Attached(name="兑现清单.txt", content=TABLE.encode())
    (source,) = actions.enclose(case, [file], description="原件", by=office.handler, at=day(4, 13))
    withheld = [("6222000011112222", "third_party_right"), ("6222000033334444", "third_party_right")]
    copy = actions.make_copy(source, passages=withheld, by=office.handler, at=day(4, 13))
    actions.decide(case, outcome="partial", why="收款账户属商业秘密。", by=office.handler, at=day(4, 14))
    signed_and_sent(case, office, day(4, 15))
    return copy


def whole_way(office: Office) -> tuple[Case, RedactedCopy]:
    case = by_post(office, day(3, 16, 9))
    for step in (corrected, consulted, extended, paid):
        step(case, office)
    return case, answered_in_part(case, office)


def test_each_step_moves_the_last_day_as_the_act_says(office: Office) -> None:
    case = by_post(office, day(3, 16, 9))
    assert due(case) == date(2026, 4, 14)
    corrected(case, office)
    assert due(case) == date(2026, 4, 21)  # twenty working days from the 23rd, over 清明
    consulted(case, office)
    assert due(case) == date(2026, 4, 28)  # the five working days of the consultation are not counted
    extended(case, office)
    assert due(case) == date(2026, 5, 14)  # ten more, over the holidays of May, 9 May worked
    paid(case, office)
    assert due(case) == date(2026, 5, 25)  # thirty working days anew from the day after the payment


def test_a_request_is_answered_in_part_with_its_papers_and_no_secret(office: Office) -> None:
    case, copy = whole_way(office)
    row = DisclosureRequest.objects.get(case=case)
    assert (row.row, row.answered_on) == ("2", date(2026, 4, 15))
    assert [notice.sort for notice in row.notices.all()] == [
        *("receipt", "correction", "third_party", "third_party", "extension", "fee", "decision")
    ]
    reply = case.replies.get()
    assert [sent.pk for sent in reply.files.all()] == [copy.result_id]
    with copy.result.file.open("rb") as kept:
        assert b"6222" not in kept.read()
    assert "〔1〕" in reply.text
    assert not case.clocks.running().exists()


def test_it_stands_in_the_register_the_counts_the_dossier_and_the_ledger(office: Office) -> None:
    case, _copy = whole_way(office)
    told_of = section(DisclosureRequest.objects.all(), Year.of(2026))
    assert not told_of.uneven
    assert {(line.count, line.row): dict(line.numbers)["company"] for line in told_of.lines if line.total} == {
        ("new", ""): 1,
        ("done", "2"): 1,
        ("done", ""): 1,
    }
    listed = signed_in(office.officer).get("/desk/disclosures/?year=2026&count=done&row=2").content.decode()
    assert case.number in listed
    whole = dossier(case, unmasked=False, by="顾信息", at=day(4, 16))
    papers = next(chapter for chapter in whole.chapters if any("公开答" in piece.heading for piece in chapter.pieces))
    assert len(papers.pieces) == 1 + 2 + 7  # facts, two parties, seven papers
    assert Entry.objects.filter(about=case.ref, deed__startswith="disclosure.").count() >= 14
    assert verify().ok
