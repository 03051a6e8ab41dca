"""网站巡检 · Wrong words, personal data, pages that do not say where they come from."""

import pytest

from huiying.publication.columns import INFORMATION, NEWS
from huiying.publication.inspection.reading import lexicon
from tests.inspection.site import answer, article, found, told

WORDS = (
    ("截止目前已办结三件。", True),
    ("截至目前已办结三件。", False),
    ("请于月底前按装完毕。", True),
    ("新厂房按装配式标准建设。", False),
    ("首座落户我市的工厂。", False),
    ("结果已公布署名。", False),
    ("已办结。，请查收。", True),
    ("已办结……请查收。", False),
    ("真的吗？！", False),
)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("text", "wrong"), WORDS)
def test_wrong_words_are_found(text: str, wrong: bool) -> None:
    article(NEWS, "有文字", body=f"<p>{text}</p>")
    assert {each.rule for each in found().findings} == ({"wrong_words"} if wrong else set())


@pytest.mark.usefixtures("sound")
def test_nobody_corrects_what_the_public_wrote() -> None:
    answer("A2", question="截止目前还没人管。。。")
    assert told(found()) == set()
    answer("A3", answer="截止目前已办结。")
    assert told(found()) == {"wrong_words"}


def test_the_lexicon_names_its_sources_and_contradicts_itself_nowhere() -> None:
    words = lexicon()
    assert len(words) > 60
    assert all(each.cite and each.wrong != each.right for each in words)
    right = {each.right for each in words}
    assert not [each.wrong for each in words if any(each.wrong in good for good in right)]
    assert all(each.wrong in within for each in words for within in each.within)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请联系王小明，电话13812345678。", "phone"),
        ("身份证号11010519491231002X。", "id_number"),
        ("咨询电话：0512-12345678。", ""),
        ("电话138****5678。", ""),
    ],
)
def test_personal_data_are_found_and_not_repeated(text: str, kind: str) -> None:
    article(NEWS, "公示", body=f"<p>{text}</p>")
    got = found()
    assert told(got) == ({f"personal_data {kind}"} if kind else set())
    assert "13812345678" not in str([each.to_json() for each in got.findings])


@pytest.mark.usefixtures("sound")
def test_personal_data_in_a_question_are_found() -> None:
    answer("A2", question="我的电话13812345678")
    assert told(found()) == {"personal_data phone"}


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("column", "missing"), [(NEWS, "source"), (INFORMATION, "source"), (INFORMATION, "section")])
def test_a_page_says_where_it_comes_from(column: str, missing: str) -> None:
    article(column, "没有来源", **{missing: ""})
    got = found()
    assert told(got) == {"page_facts"}
    assert got.findings[0].facts["missing"] == [missing]
    article(NEWS, "情况通报", section="")  # a release speaks for the whole office
    assert found().counts == {"page_facts": 1}
