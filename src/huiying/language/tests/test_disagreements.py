"""A draft against earlier answers to the same matter."""

import pytest

from huiying.language.disagreements import disagreements

EARLIER = "您好。人才公寓申请受理后15个工作日内办结，咨询电话0512-66001234。申请人才公寓可以由单位代为提交材料。"


@pytest.mark.parametrize(
    ("draft", "kinds"),
    [
        ("人才公寓申请受理后20个工作日内办结。", ["figure"]),
        ("人才公寓申请受理后15个工作日内办结。", []),
        ("人才公寓申请受理后十五个工作日内办结。", []),
        ("申请人才公寓不能由单位代为提交材料。", ["stance"]),
        ("申请人才公寓可以由单位代为提交材料。", []),
        ("施工许可的审批时限是20个工作日。", []),
        ("", []),
    ],
)
def test_what_an_earlier_answer_said_otherwise_is_found(draft: str, kinds: list[str]) -> None:
    assert [found.kind for found in disagreements(draft, [("7", EARLIER)])] == kinds


def test_both_sentences_are_told_with_the_place_in_the_draft() -> None:
    draft = "您好。人才公寓申请受理后20个工作日内办结。"
    (found,) = disagreements(draft, [("7", EARLIER)])
    assert (found.id, draft[found.start : found.end]) == ("7", "人才公寓申请受理后20个工作日内办结。")
    assert "15个工作日" in found.earlier
    assert found.because == "数字不同"
