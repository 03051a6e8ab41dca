import pytest

from huiying.language.rumour_lessons import Confirmed, RumourLessons
from huiying.language.rumour_signs import form_of, rows_of, signs_in
from huiying.language.spread import Spread

TOWNS = ["云湖", "松溪", "临港", "北麓", "青禾", "枫林", "梧桐", "柳岸", "明月", "锦绣", "桂花", "望江"]
HOAXES = [
    "紧急扩散！{}超市有人抢孩子，大家千万小心，转给身边的人！",
    "据说{}自来水有毒，喝了致癌，请转发给家人！",
    "网友爆料：{}一老人被城管活活打死，天理何在，求转！",
]
NEWS = [
    "【{}春季招聘会开幕】据云湖日报报道，共有二百家企业参加，记者从现场获悉。",
    "{}图书馆发布公告：周末延长开放时间，欢迎读者。",
    "晚安，{}。愿你的青春温柔，努力的人生有微笑。",
]
CONFIRMED = [
    *(Confirmed(frame.format(town), True, Spread(followers=300, reposts=900)) for frame in HOAXES for town in TOWNS),
    *(Confirmed(frame.format(town), False, Spread(followers=90_000, reposts=90)) for frame in NEWS for town in TOWNS),
]


@pytest.fixture(scope="module")
def taught():
    return RumourLessons(CONFIRMED)


def test_what_is_like_confirmed_rumours_is_suspected_and_its_words_are_named(taught):
    said = taught.judge("紧急！石桥超市有人抢孩子，请大家小心，转给身边的人")
    assert said.rumour
    assert said.score > 0.8
    assert {"孩子", "小心", "紧急", "转给"} & set(said.words)
    assert "按72条已确认的信息学得" in said.because
    assert "呼吁转发" in said.because


def test_what_is_like_confirmed_news_is_not(taught):
    said = taught.judge("石桥体育馆发布公告：下周起延长开放时间。")
    assert not said.rumour
    assert said.score < 0.2
    assert "未见不实之象" in said.because


def test_the_same_question_gets_the_same_answer_alone_and_among_others(taught):
    texts = [("据说石桥的水有毒，请转发！", None), ("石桥图书馆周末开放", Spread(followers=10))]
    together = list(taught.judge_many(texts))
    assert list(RumourLessons(CONFIRMED).judge_many(texts)) == together
    for (text, spread), said in zip(texts, together, strict=True):
        alone = taught.judge(text, spread)
        assert (alone.rumour, alone.words) == (said.rumour, said.words)
        assert alone.score == pytest.approx(said.score, abs=0.01)


def test_with_too_little_confirmed_the_lexicon_alone_decides():
    lessons = RumourLessons(CONFIRMED[:19])
    assert not lessons.learns
    said = lessons.judge("网传补贴政策要取消，是真的吗？")
    assert said.rumour
    assert "网传" in said.words
    assert said.because == "确认的信息尚少，只看用语"


def test_not_knowing_the_spread_says_nothing_and_knowing_it_counts(taught):
    text = "石桥今天开会"
    assert taught.judge(text) == taught.judge(text, Spread())
    like_hoaxes, like_news = Spread(followers=300, reposts=900), Spread(followers=90_000, reposts=90)
    assert taught.judge(text, like_news).score < taught.judge(text, like_hoaxes).score


@pytest.mark.parametrize("text", ["", "火", "😀🔥" * 4000, "\x00\ud800", "1" * 300_000, "转发" * 150_000])
def test_any_text_gets_a_suspicion(taught, text):
    assert 0 <= taught.judge(text, Spread(followers=-5, reposts=10**12)).score <= 1


def test_signs_are_found_with_their_places():
    hits = signs_in("求轉發！小心地溝油")
    assert [(h.word, h.group) for h in hits if h.group in {"spread", "alarm"}] == [
        ("求轉", "spread"),
        ("小心", "alarm"),
    ]


def test_every_post_has_as_many_figures():
    rows = rows_of(["", "转发" * 5000], [None, Spread()])
    assert rows.shape[0] == 2
    assert len(form_of("")) == len(form_of("a" * 99))
