import pytest

from huiying.core import regulation
from huiying.core.alarms import Left, Level, Passed
from huiying.core.provisions import EFFECTS, EVENTS, REASONS, CaseKind, Regulation
from huiying.core.term import STEPS, Unit

NATIONAL = regulation.load()

# kind: role, term, what starts it, what ends it, in whose place it comes.
TERMS = {
    "letter": [
        ("simple", "letter.simple", "received", "replied", ""),
        ("complex", "letter.complex", "received", "replied", "simple"),
    ],
    "opinion": [("general", "opinion.general", "found", "released replied", "")],
    "emergency": [
        ("first", "emergency.first", "found", "released replied", ""),
        ("press", "emergency.press", "found", "conference replied", ""),
        ("general", "opinion.general", "found", "released replied", ""),
    ],
    "disclosure": [
        ("correction", "disclosure.correction", "received", "accepted correction replied", ""),
        ("third_party", "disclosure.third_party", "third_party", "resumed", ""),
        ("fee", "disclosure.fee", "fee", "resumed", ""),
        ("answer", "disclosure.answer", "received", "replied", ""),
    ],
    "petition": [
        ("notice", "petition.notice", "received", "accepted notified replied", ""),
        ("objection", "petition.objection", "transferred", "accepted notified", ""),
        ("handle", "petition.handle", "accepted", "replied", ""),
    ],
    "investor": [
        ("accept", "investor.accept", "received", "accepted replied", ""),
        ("finish", "investor.finish", "accepted", "replied", ""),
    ],
    "suggestion": [
        ("simple", "letter.simple", "received", "replied", ""),
        ("complex", "letter.complex", "received", "replied", "simple"),
    ],
    "error": [("reply", "error.reply", "received", "replied", "")],
    "publication": [("proactive", "publish.proactive", "formed", "published", "")],
    "consultation": [("open", "consultation.open", "opened", "closed", "")],
}
ASKED = {"asked": "pause"}
EFFECTS_OF = {
    "letter": ASKED,
    "opinion": ASKED,
    "emergency": {},
    "disclosure": {"correction": "restart", "third_party": "pause", "co_organ": "pause", "fee": "restart"},
    "petition": ASKED,
    "investor": ASKED,
    "suggestion": ASKED,
    "error": ASKED,
    "publication": {},
    "consultation": {},
}


@pytest.mark.parametrize("kind", TERMS)
def test_the_terms_of_each_kind(national: Regulation, kind: str) -> None:
    told = [(t.role, t.term, t.starts, " ".join(t.ends), t.instead_of) for t in national.kinds[kind].terms.values()]
    assert told == TERMS[kind]


def test_there_are_no_other_kinds(national: Regulation) -> None:
    assert list(national.kinds) == list(TERMS)
    assert {kind.id: dict(kind.effects) for kind in national.kinds.values()} == EFFECTS_OF


@pytest.mark.parametrize("kind", NATIONAL.kinds.values(), ids=lambda kind: kind.id)
def test_a_kind_is_sound(national: Regulation, kind: CaseKind) -> None:
    for term in kind.terms.values():
        assert term.term in national.terms
        assert term.starts in EVENTS
        assert term.ends
        assert set(term.ends) <= set(EVENTS)
    assert set(kind.effects) <= set(REASONS)
    assert set(kind.effects.values()) <= set(EFFECTS) - {"none"}
    assert set(kind.refusal_grounds) <= set(national.grounds)
    assert kind.review_chain
    assert set(kind.review_chain) <= set(STEPS)
    assert set(kind.alarms) == set(Level)
    assert all(outcome.title and outcome.title_en and outcome.citation for outcome in kind.outcomes)
    assert bool(kind.outcomes) == (kind.id not in ("publication", "consultation"))


# A consultation runs by what its draft is (`publication.consultations.terms`), not by its kind.
BY_SORT_OF_DRAFT = {"consultation.rules", "consultation.normative"}


def test_every_term_is_used_by_some_kind(national: Regulation) -> None:
    used = {term.term for kind in national.kinds.values() for term in kind.terms.values()}
    assert used | BY_SORT_OF_DRAFT == set(national.terms)


def test_a_disclosure_request_ends_as_article_36_and_the_annual_report_know_it(national: Regulation) -> None:
    outcomes = {each.title: each.citation for each in national.kinds["disclosure"].outcomes}
    assert {"予以公开", "部分公开", "不予公开", "信息不存在", "无法提供", "不予处理", "其他处理"} <= set(outcomes)
    assert "第三十六条" in outcomes["予以公开"]
    assert "国办公开办函〔2021〕30号" in outcomes["不予处理"]


def test_a_kind_has_its_own_grounds_or_the_common_ones(national: Regulation) -> None:
    assert "state_secret" in national.kinds["disclosure"].refusal_grounds
    assert national.kinds["letter"].refusal_grounds == tuple(each.id for each in national.refusal_grounds)
    assert national.kinds["emergency"].refusal_grounds == ()


def test_the_lamps_of_hours_and_of_working_days(national: Regulation) -> None:
    assert national.kinds["letter"].alarms == {
        Level.FIRST: Passed(50),
        Level.YELLOW: Left(1, Unit.WORKING_DAY),
        Level.RED: Left(0, Unit.HOUR),
    }
    for kind in ("opinion", "emergency"):
        assert national.kinds[kind].alarms[Level.YELLOW] == Passed(80)
        assert national.kinds[kind].alarms[Level.RED] == Left(0, Unit.HOUR)
