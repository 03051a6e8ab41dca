import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from opencc import OpenCC

from huiying.language.judge import Judge
from huiying.language.reading import fold
from huiying.language.topics import Post, find_topics

from .letters import OFFICE

DAY = datetime(2026, 3, 1, tzinfo=UTC)
LETTERS = [
    "请问标准厂房租金补助需要哪些材料，在哪里办理？",
    "投诉园区物业乱收费，态度恶劣，多次反映无人处理，请尽快答复。",
    "开发区三号厂房着火了，浓烟很大，两人受伤，消防员正在扑救，快来人！",
    "网传补贴政策要取消，是真的吗？群里都在传，不知真假。",
    "我们厂的用地指标和规划许可一直办不下来，施工许可也卡住了。",
    "孩子今年上小学，学区内的学校说学位不够，家长很着急。",
    "我叫欧阳文静，电话13812345678，车牌苏E12345，家住望江路12号3栋501室。",
    "特此感谢项目服务科的同志，热情服务，问题圆满解决，表示感谢！",
]


@pytest.mark.parametrize("script", ["s2t", "s2hk", "s2tw"])
@pytest.mark.parametrize("text", LETTERS)
def test_traditional_and_simplified_are_judged_as_one(text, script):
    other = OpenCC(script).convert(text)
    judge = Judge(OFFICE)
    plain, traditional = judge.judge(text), judge.judge(other)
    assert len(other) == len(text)
    assert traditional.to_json() | {"criteria": []} == plain.to_json() | {"criteria": []}
    assert [(c.id, c.score) for c in traditional.criteria] == [(c.id, c.score) for c in plain.criteria]
    assert all(other[s.start : s.end] == s.word for s in traditional.spans if s.mark != "privacy")


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("著火了", "着火了"),
        ("看著辦", "看着办"),
        ("著名作家的著作", "著名作家的著作"),
        ("請答覆，覆蓋", "请答复,覆盖"),
        ("乾淨與乾隆", "干净与乾隆"),
        ("藉口", "借口"),
        ("後面裡面裏面", "后面里面里面"),
    ],
)
def test_what_a_character_means_by_its_word(said, read_as):
    assert fold(said) == read_as


def test_our_own_words_are_not_changed_by_folding():
    folders = [files("huiying.language").joinpath(name) for name in ("lexicons", "themes")]
    for file in (f for folder in folders for f in folder.iterdir() if f.name.endswith(".toml")):
        text = file.read_text(encoding="utf-8")
        tomllib.loads(text)
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        changed = {a for line in lines for a, b in zip(line, fold(line), strict=True) if a != b and "㐀" <= a <= "鿿"}
        assert not changed, file.name


def test_a_topic_takes_both_scripts():
    text = "松溪产业园三号厂房停电两天，机器都停了"
    texts = [text, OpenCC("s2t").convert(text) + "，請處理"]
    posts = [Post(id=str(n), title="", text=said, at=DAY, person=str(n)) for n, said in enumerate(texts)]
    assert [set(topic.ids) for topic in find_topics(posts)] == [{"0", "1"}]
