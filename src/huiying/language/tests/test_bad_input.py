"""Whatever comes in, an answer goes out, in bounded time and memory."""

import itertools
import time
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.language import duplicates
from huiying.language.judge import Example, Judge
from huiying.language.privacy import find, mask, veil
from huiying.language.reading import fold
from huiying.language.similar import SimilarAnswers
from huiying.language.topics import Post, find_topics

from .letters import OFFICE, PROJECTS

DAY = datetime(2026, 3, 1, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "13812345678",
        "11010519491231002X",
        "苏E12345",
        "６２２２",
        "🔥",
        "�",
        "\u202e",
        "\x00",
        "\n",
        " ",
        "火災",
        "起火了",
        "没有",
        "网传",
        "我叫王小明",
        "望江路12号3栋501室",
        "微信",
        ":",
        "请问",
        "投訴",
        "@",
        "１",
        "一三八",
        "3-2-501",
        "〔2016〕61号",
        "[",
        "(",
        "?",
        "*",
        "+",
        "\\",
        "𠮷",
        "é",
        "ﷺ",
        "转",
        "家住",
        "联系人：",
        "、",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join), st.text(st.characters(), max_size=300)
)
HARD = {
    "empty": "",
    "one": "火",
    "blanks": " \u3000\n\t" * 2000,
    "megabyte": "请问松溪何时到账？" * 120_000,
    "emoji": "😀🔥👩‍👩‍👧" * 4000,
    "english": "The warehouse on River Road has been closed since Monday. " * 3000,
    "russian": "Здравствуйте, почему нет воды? " * 5000,
    "arabic": "\u202eمرحبا بالعالم " * 5000,
    "mixed": "申請Sub補助ｓｉ¿何時ですか？" * 5000,
    "controls": "\x00\x01\ufeff\ud800\u200b" * 20_000,
    "digits": "1" * 300_000,
    "phones": "13812345678 " * 50_000,
    "doors": "3-2-501" * 50_000,
    "numerals": "一三八" * 100_000,
    "surnames": "联系人：王小明、" * 40_000,
    "living": "家住" + "松" * 300_000,
    "wechat": "微信:" + "a" * 300_000,
    "mails": "a@" * 100_000 + "a." * 100_000,
    "brackets": "[((" * 100_000,
    "fires": "起火" * 100_000,
    "denials": "没有" * 100_000,
    "traditional": "開發區著火" * 50_000,
}


@pytest.fixture(scope="module")
def judge():
    return Judge(OFFICE, [Example("厂房漏水", kind="投诉", section=PROJECTS)])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=TEXTS, title=TEXTS)
def test_the_judge_always_answers_with_words_of_the_letter(judge, text, title):
    said = judge.judge(text, title=title)
    assert sum(route.lead for route in said.sections) == 1
    assert all(text[s.start : s.end] == s.word for s in said.spans if s.mark != "privacy")
    assert all(title[s.start : s.end] == s.word for s in said.title_spans)
    assert all(0 <= c.score <= 1 for c in said.criteria)
    assert said.to_json() == judge.judge(text, title=title).to_json()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=TEXTS)
def test_personal_data_is_marked_in_order_and_masked(text):
    marks = find(text)
    assert all(mark.start < mark.end for mark in marks)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    assert len(fold(text)) == len(veil(text)) == len(text)
    starred = veil(text)
    assert all("*" in starred[m.start : m.end] or m.end - m.start < 2 for m in marks)
    assert all("*" in mask(text[m.start : m.end]) for m in marks if m.type in {"id_number", "bank_card"})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts=st.lists(TEXTS, max_size=12))
def test_groups_topics_and_answers_of_anything(texts):
    same = duplicates.groups(texts)
    assert all(len(group) > 1 for group in same)
    posts = [Post(id=str(n), title="", text=text, at=DAY, person=str(n)) for n, text in enumerate(texts)]
    ids = [ident for topic in find_topics(posts) for ident in topic.ids]
    assert len(ids) == len(set(ids))
    answers = SimilarAnswers([(str(n), text, text) for n, text in enumerate(texts)])
    assert all(0 < match.score <= 1.001 for text in texts for match in answers.search(text))


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_hard_texts_take_bounded_time(judge, text):
    begun = time.process_time()
    judge.judge(text, title=text)
    find(text)
    mask(text)
    duplicates.groups([text, text])
    SimilarAnswers([("a", text, text)]).search(text)
    assert time.process_time() - begun < 10


def test_many_identical_posts_are_one_matter_in_bounded_time_and_memory():
    count = 100_000
    posts = [
        Post(id=str(n), title="停电", text="松溪产业园又停电了，请处理", at=DAY, person=str(n)) for n in range(count)
    ]
    tracemalloc.start()
    begun = time.process_time()
    (topic,) = find_topics(posts)
    (group,) = duplicates.groups([post.text for post in posts])
    assert time.process_time() - begun < 60
    assert tracemalloc.get_traced_memory()[1] < 400 * 2**20
    tracemalloc.stop()
    assert len(topic.ids) == len(group) == count
