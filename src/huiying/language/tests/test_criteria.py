import pytest

from huiying.language.judge import Judge
from huiying.language.levels import number

from .letters import OFFICE


def judged(text):
    return Judge(OFFICE).judge(text)


def ids(text):
    return [criterion.id for criterion in judged(text).criteria]


@pytest.mark.parametrize(
    ("text", "criterion", "word"),
    [
        ("网上把补贴办法断章取义，很多企业误解误读了这个政策。", 1, "误解误读"),
        ("全体职工三百多名工人的工资被拖欠，涉及上百户家庭。", 2, "全体职工"),
        ("敬老院有人虐待老人，克扣低保，丧尽天良。", 3, "虐待"),
        ("今天上午化工车间发生爆炸，多人受伤，消防员赶到现场。", 4, "爆炸"),
        ("省政府督查组转来督办件，要求限期答复。", 5, "督查组"),
    ],
)
def test_each_criterion_shows_the_words_that_triggered_it(text, criterion, word):
    met = {c.id: c for c in judged(text).criteria}
    assert criterion in met
    assert word in met[criterion].words
    assert 0.4 <= met[criterion].score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "昨天园区没有发生火灾，也无人受伤，请大家放心。",
        "刚才的响声不是爆炸，是开业放鞭炮。",
        "消防通道被占，一旦发生火灾后果不堪设想，请清理。",
        "电线老化容易引发火灾，消除火灾隐患人人有责。",
        "建议园区开展火灾应急演练，预防爆炸事故。",
        "去年仓库发生火灾后，赔偿一直没有谈好。",
    ],
)
def test_what_is_denied_feared_or_past_is_no_emergency(text):
    assert not judged(text).emergency
    assert 4 not in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "开发区三号厂房着火了，浓烟很大，快来人！",
        "松溪产业园仓库刚刚发生火灾",
        "连日暴雨，临港园区被淹，几十名职工被困。",
        "今天下午工地脚手架坍塌，2人受伤送医。",
        "学校食堂午饭后30多名学生食物中毒，正在抢救。",
    ],
)
def test_an_emergency_is_flagged_with_a_level_above_the_lowest(text):
    said = judged(text)
    assert said.emergency
    assert said.level != "一般"
    assert said.emergency_evidence


def test_an_ordinary_letter_meets_no_criterion():
    said = judged("请问技改补助的申报期限是几号，材料交到哪个窗口？")
    assert said.criteria == ()
    assert (said.level, said.emergency, said.rumour) == ("一般", False, False)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("今天化工厂爆炸，造成31人死亡，正在救援。", "特别重大"),
        ("昨晚客车翻车，12人死亡，伤者送医。", "重大"),
        ("今早车间坍塌，4人死亡。", "较大"),
        ("园区2000名职工的工资被拖欠半年。", "重大"),
        ("工人今天在厂门口集体停工、拉横幅。", "较大"),
        ("想了解一下厂房租金。", "一般"),
    ],
)
def test_level_by_rules_with_reasons(text, level):
    said = judged(text)
    assert said.level == level
    assert said.level_because


@pytest.mark.parametrize(
    "text",
    [
        "网传补贴政策要取消，是真的吗？",
        "听说厂房要全部收回，群里都在传，不知真假。",
        "有人造谣说招商局要收押金，请辟谣。",
    ],
)
def test_hearsay_is_marked_as_rumour(text):
    said = judged(text)
    assert said.rumour
    assert said.rumour_evidence


@pytest.mark.parametrize("text", ["听说贵局办事快，想来考察投资。", "请做好政策宣传，网上传输材料很方便。"])
def test_a_word_in_passing_is_no_rumour(text):
    assert not judged(text).rumour


@pytest.mark.parametrize(
    ("said", "count"), [("35", 35), ("三十五", 35), ("两百", 200), ("十", 10), ("一万二千", 12_000), ("百", 100)]
)
def test_numbers_as_people_write_them(said, count):
    assert number(said) == count
