"""Each mark numbers its papers by itself."""

from huiying.handling import actions
from huiying.handling.models import DisclosureNotice
from huiying.handling.tests.requests import day, in_hand
from tests.office import Office


def numbers(office: Office, ident: str) -> list[str]:
    case = in_hand(office, ident=ident)
    actions.ask_correction(case, what="写明文号", until=day(4, 3).date(), by=office.handler, at=day(3, 18))
    more = in_hand(office, ident=f"{ident} more")
    actions.ask_fee(more, method="page", count=150, how="缴款码 3500", by=office.officer, at=day(3, 18))
    papers = DisclosureNotice.objects.filter(request__case__in=(case, more), sort__in=("correction", "fee"))
    return list(papers.values_list("number", flat=True))


def test_each_mark_counts_by_itself(office: Office) -> None:
    assert numbers(office, "one") == ["公开补〔2026〕1号", "公开费〔2026〕1号"]
    assert numbers(office, "two") == ["公开补〔2026〕2号", "公开费〔2026〕2号"]
