import random
from datetime import UTC, datetime, timedelta

from huiying.language.headline import headline
from huiying.language.topics import Post, find_topics

DAY = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
CUTS = [
    ("北麓临港园三期又停电", "北麓临港园三期厂房今天第{n}次停电，生产线停了两个小时。"),
    ("投诉北麓临港园频繁停电", "我们在北麓临港园三期，这周停电第{n}回，冷库里的货都坏了。"),
    ("临港园停电谁来负责", "北麓临港园停电没有提前通知，设备主板烧了{n}块。"),
]
OTHERS = [
    ("请问专利资助怎么申报", "我公司去年授权了两件发明专利，想申报资助。"),
    ("建议增设夜班公交", "夜班工人下班没有车，建议十二点加一班。"),
    ("一封感谢信", "窗口同志耐心细致，特此感谢。"),
    ("青澜软件园车位太少", "软件园地下车库月租涨价，车位还抢不到。"),
    ("出口退税进度", "出口退税审核两个月没有动静。"),
]


def posts():
    cuts = [
        Post(
            id=f"c{n}",
            title=title,
            text=text.format(n=n),
            at=DAY + timedelta(days=n),
            person=f"p{n}",
            likes=n,
            channel="a",
        )
        for n, (title, text) in enumerate(CUTS * 3)
    ]
    others = [
        Post(id=f"o{n}", title=title, text=text, at=DAY + timedelta(days=n), person=f"q{n}")
        for n, (title, text) in enumerate(OTHERS)
    ]
    return cuts + others


def test_what_several_people_raise_is_one_topic_and_the_rest_is_none():
    (topic,) = find_topics(posts())
    assert set(topic.ids) == {f"c{n}" for n in range(9)}
    assert (topic.start, topic.end) == (DAY, DAY + timedelta(days=8))
    assert "临港园" in topic.who_where
    assert "停电" in topic.description
    assert topic.rank == 1


def test_heat_is_the_sum_of_its_parts_and_grows_with_people():
    (topic,) = find_topics(posts())
    assert topic.heat == round(sum(topic.heat_because.values()), 2)
    one_person = [Post(**{s: getattr(p, s) for s in Post.__slots__} | {"person": "p"}) for p in posts()]
    assert find_topics(one_person)[0].heat < topic.heat


def test_curve_counts_every_day():
    (topic,) = find_topics(posts())
    assert [count for _, count in topic.curve] == [1] * 9
    assert topic.curve[0][0] == "2026-03-01"


def test_a_day_is_a_day_of_the_office():
    late = [
        Post(id=str(n), title="灯不亮", text="路灯不亮", at=datetime(2026, 3, 1, 17, n, tzinfo=UTC)) for n in range(2)
    ]
    assert find_topics(late)[0].curve == (("2026-03-02", 2),)


def test_the_order_of_the_input_makes_no_difference():
    shuffled = posts()
    random.Random(5).shuffle(shuffled)
    assert find_topics(shuffled) == find_topics(posts())


def test_top_keeps_the_hottest():
    again = [Post(id=f"x{n}", title="专利资助申报", text="专利资助何时申报", at=DAY, person=f"x{n}") for n in range(2)]
    found = find_topics(posts() + again)
    assert len(found) == 2
    assert find_topics(posts() + again, top=1) == found[:1]


def test_one_letter_that_many_people_like_is_a_topic():
    liked = Post(id="1", title="盼修路", text="工业四路坑洼", at=DAY, likes=180)
    assert find_topics([liked])[0].ids == ("1",)
    assert find_topics([Post(id="1", title="盼修路", text="工业四路坑洼", at=DAY, likes=2)]) == []


def test_ten_thousand_equal_posts_are_one_topic():
    same = [Post(id=str(n), title="", text="大家都在转发的同一条消息", at=DAY) for n in range(10_000)]
    assert [len(topic.ids) for topic in find_topics(same)] == [10_000]


def test_nothing_gives_nothing():
    assert find_topics([]) == []


def test_headline_leaves_out_salutation_and_exclamation():
    assert headline("投诉：北麓临港园频繁停电的问题！！", "") == "北麓临港园频繁停电"
    assert headline("", "领导好。临港园三期又停电了，请管管。") == "临港园三期又停电了,请管管".replace(",", "，")
