import time

import pytest

from huiying.language.judge import Example, Judge

from .letters import INFORMATION, OFFICE, POLICY, PROJECTS


def lead(said):
    return next(route.name for route in said.sections if route.lead)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请问标准厂房租金补助需要哪些材料，在哪里办理？", "咨询"),
        ("工厂排水管堵了半个月，恳请领导协调解决，帮我们渡过难关。", "求助"),
        ("投诉园区物业乱收费，态度恶劣，多次反映无人处理。", "投诉"),
        ("实名举报有人冒充招商局工作人员诈骗、索要回扣，请依法查处。", "举报"),
        ("建议在园区增设一条夜班公交线路，方便工人下班。", "建议"),
        ("特此感谢项目服务科的同志，热情服务，问题圆满解决，表示感谢！", "感谢"),
        ("Could you tell me how can I apply for the subsidy?", "咨询"),
    ],
)
def test_kind_by_what_people_write(text, kind):
    assert Judge(OFFICE).judge(text).kind == kind


def test_a_courtesy_at_the_end_is_no_letter_of_thanks():
    assert Judge(OFFICE).judge("请问施工许可证在哪里办？望尽快回复，非常感谢！").kind == "咨询"


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("小区物业公司不作为，楼道漏水，业委会也联系不上。", "城乡建设"),
        ("化工厂夜里偷排废气，气味刺鼻，请环保局查一查。", "环境保护"),
        ("出租车司机拒载还不打表，客运站门口黑车成群。", "交通运输"),
        ("孩子今年上小学，学区内的学校说学位不够，家长很着急。", "教育文体"),
        ("单位不缴社保，拖欠工资三个月，劳动合同也没签。", "劳动和社会保障"),
        ("超市卖假货不退款，市场监管部门说要等。", "商贸旅游"),
        ("母亲在医院做手术后感染，医生说要转院治疗。", "卫生计生"),
        ("我公司申报的技改奖励公示半年还没拨付到账，什么时候兑现？", "政策兑现"),
    ],
)
def test_theme_by_the_words_of_the_tree(text, theme):
    assert Judge(OFFICE).judge(text).theme == theme


def test_says_not_sure_when_nothing_matches():
    said = Judge(OFFICE).judge("嗯嗯")
    assert (said.kind, said.theme) == ("", "")
    assert said.kind_because == "不确定：文中没有可以依据的用语"


def test_the_section_whose_duties_share_words_leads_and_the_words_are_named():
    said = Judge(OFFICE).judge("我们厂的用地指标和规划许可一直办不下来，施工许可也卡住了。")
    assert lead(said) == PROJECTS
    assert "用地" in said.sections[0].because or "许可" in said.sections[0].because


def test_what_fits_nobody_goes_to_the_information_section_with_the_reason():
    said = Judge(OFFICE).judge("早上好")
    assert [(route.name, route.lead) for route in said.sections] == [(INFORMATION, True)]
    assert "均无明显相同之处" in said.sections[0].because


def test_a_confirmation_is_followed_at_once():
    letter = "三号路口的限高架被货车撞歪了，压着线。"
    assert lead(Judge(OFFICE).judge(letter)) != POLICY
    taught = Judge(OFFICE, [Example(letter, kind="求助", theme="交通运输", section=POLICY)])
    said = taught.judge("三号路口那个限高架又被货车撞歪，压着电线")
    assert (lead(said), said.kind, said.theme) == (POLICY, "求助", "交通运输")
    assert "已确认的来件相近" in said.sections[0].because


def test_a_confirmation_does_not_spread_to_letters_that_have_nothing_in_common():
    taught = Judge(OFFICE, [Example("路口的限高架被撞歪了", kind="求助", theme="交通运输", section=INFORMATION)])
    said = taught.judge("惠企政策里的贴息补贴什么时候公示、兑现？")
    assert (lead(said), said.kind) == (POLICY, "咨询")


def test_many_confirmations_teach_what_they_have_in_common():
    walls = [
        "围墙{}段开裂",
        "围墙{}处倒向马路",
        "{}号围墙刷漆脱落",
        "围墙{}边的栏杆断了",
        "{}号围墙外长草",
        "围墙{}没人修",
    ]
    mails = ["信箱{}打不开", "信箱{}没有回音", "{}号信箱钥匙丢了", "信箱{}塞满广告", "{}号信箱没有名字", "信箱{}漏雨"]
    examples = [Example(text.format("东"), section=PROJECTS) for text in walls]
    examples += [Example(text.format("西"), section=INFORMATION) for text in mails]
    taught = Judge(OFFICE, examples)
    assert lead(taught.judge("西头那道围墙歪了")) == PROJECTS
    assert lead(taught.judge("东门的信箱坏了")) == INFORMATION


def test_evidence_is_the_very_words_of_the_letter_and_where_they_stand():
    text = "领导好，ＡＢ厂昨晚发生火灾，３人受伤，电话13812345678。"
    said = Judge(OFFICE).judge(text, title="投诉：火灾")
    for span in said.spans:
        assert span.mark == "privacy" or text[span.start : span.end] == span.word
    assert "３人受伤" in {span.word for span in said.spans if span.mark == "criterion-4"}
    assert [(s.start, s.end) for s in said.title_spans if s.mark == "kind"] == [(0, 2)]
    assert all(word in text or word in "投诉：火灾" for c in said.criteria for word in c.words)


def test_the_shape_that_programs_read():
    told = Judge(OFFICE).judge("昨晚仓库起火，消防员正在扑救，我叫王小明").to_json()
    assert list(told) == ["kind", "theme", "criteria", "level", "emergency", "rumour", "sections", "privacy"]
    assert set(told["criteria"][0]) == {"id", "score", "evidence"}
    assert set(told["sections"][0]) == {"name", "lead", "because"}
    assert told["privacy"] == [{"type": "name", "start": 17, "end": 20}]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "火",
        "请问何时到账？" * 150_000,
        "😀🔥" * 4000,
        "\x00\x01爆\ufeff炸\ud800",
        "1" * 300_000,
        "十" * 50_000,
        "?" * 50_000,
    ],
    ids=["empty", "one", "megabyte", "emoji", "controls", "digits", "numerals", "marks"],
)
def test_any_text_gets_an_answer_in_bounded_time(text):
    judge = Judge(OFFICE, [Example("厂房漏水", kind="投诉", section=PROJECTS)])
    begun = time.process_time()
    said = judge.judge(text, title=text)
    assert time.process_time() - begun < 20
    assert lead(said)
    assert bool(said.notes) == (len(text) > 500)
