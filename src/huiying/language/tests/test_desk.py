from huiying.language.judge import Example, Judge

from .desk import DESK, LETTERS, PARK, RIGHTS, WIDER


def lead(said):
    return next(route.name for route in said.sections if route.lead)


def missed(told):
    return [f"{text} {right} → {said}" for text, right, said in told if right != said]


def test_kinds_of_a_desk_that_has_confirmed_nothing_yet():
    judge = Judge(WIDER)
    wrong = missed((text, kind, judge.judge(text).kind) for text, kind, _ in LETTERS)
    assert len(wrong) <= 2, wrong


def test_sections_of_a_desk_that_has_confirmed_nothing_yet():
    judge = Judge(WIDER)
    wrong = missed((text, section, lead(judge.judge(text))) for text, _, section in LETTERS)
    assert len(wrong) <= 3, wrong


def test_an_unsure_section_is_told_with_what_else_it_may_be():
    said = Judge(WIDER).judge("补贴公示和路灯")
    assert not said.section_sure
    assert said.sections[0].because.startswith("不确定，也可能是")


def test_confirmations_make_a_judgement_sure():
    text = "七号楼的吸音棉换新了吗"
    before = Judge(WIDER).judge(text)
    confirmed = [Example(f"{n}号楼吸音棉该换新了", kind="求助", section=PARK) for n in "一二三四五六"]
    confirmed += [Example(f"第{n}批货款没有结清", kind="投诉", section=RIGHTS) for n in "一二三四五六"]
    after = Judge(WIDER, confirmed).judge(text)
    assert not before.section_sure
    assert after.section_sure
    assert lead(after) == PARK


def test_the_information_section_is_the_last_resort():
    assert lead(Judge(WIDER).judge("随便写写")) == DESK


def test_a_title_given_apart_teaches_as_much_as_one_in_the_text():
    letter = "三号门口的限高杆"
    apart = Judge(WIDER, [Example("又歪了，压着线。", section=RIGHTS, title=letter)]).judge("又歪了", title=letter)
    within = Judge(WIDER, [Example(f"{letter}\n又歪了，压着线。", section=RIGHTS)]).judge("又歪了", title=letter)
    assert lead(apart) == lead(within) == RIGHTS
