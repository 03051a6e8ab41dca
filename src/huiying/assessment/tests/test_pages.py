from datetime import date, timedelta

from django.test import Client
from django.utils import translation

from huiying.assessment.curves import curve_of, hours_of
from huiying.assessment.evidence import criteria, flags, judged, sorts_of, words_of
from huiying.assessment.marks import marked, marked_title
from huiying.assessment.models import Proposal, Topic
from tests.office import SUNDAY, Office

TEXT = "园区停电三天，停电没人管，听说要跑路，电话13812345678。"
SPANS = [
    {"start": 2, "end": 4, "mark": "emergency"},
    {"start": 7, "end": 9, "mark": "emergency"},
    {"start": 2, "end": 6, "mark": "criterion-4"},
    {"start": 13, "end": 15, "mark": "rumour"},
]


def proposal(office: Office, **more: object) -> Proposal:
    voice = office.letter(TEXT)
    said = {
        "spans": SPANS,
        "title_spans": [{"start": 0, "end": 2, "mark": "theme"}],
        "emergency_evidence": ["停电三天", "停电"],
        "theme_evidence": [{"word": "园区", "weight": 3.0}],
        "theme_because": "文中有“园区”",
        "sections": [{"name": "项目服务科", "lead": True, "because": "职责相符"}],
    }
    told = {"criteria": [{"id": 4, "score": 0.8, "evidence": ["停电三天"]}], "emergency": True, "said": said}
    return Proposal.objects.create(voice=voice, kind="求助", proposed_at=SUNDAY, **told, **more)


def test_evidence_is_told_in_the_words_of_the_letter(office: Office) -> None:
    found = proposal(office)
    assert words_of(found.said, "emergency") == ("停电三天", "停电")
    assert judged(found)["theme"].words == ("园区",)
    assert judged(found)["theme"].because == "文中有“园区”"
    assert judged(found)["lead"].because == "职责相符"
    assert judged(found)["co_sections"].because == ""


def test_a_criterion_is_named_with_what_triggered_it(office: Office) -> None:
    with translation.override("zh-hans"):
        (hit,) = criteria(proposal(office))
    assert (hit.id, hit.words) == (4, ("停电三天",))
    assert "突发事件" in hit.title


def test_only_what_the_machine_warned_of_is_a_flag(office: Office) -> None:
    (flag,) = flags(proposal(office))
    assert (flag.sort, flag.words) == ("emergency", ("停电三天", "停电"))


def test_a_headline_is_marked_only_where_the_letter_has_a_title(office: Office) -> None:
    found = proposal(office)
    assert [passage.marks for passage in marked_title(found.voice, found)] == [()]
    found.voice.title = "园区停电"
    assert [(p.text, p.marks) for p in marked_title(found.voice, found)] == [("园区", ("theme",)), ("停电", ())]


def test_the_switches_are_those_of_the_marks_that_are_there(office: Office) -> None:
    found = proposal(office)
    sorts = [sort for sort, _label in sorts_of(marked(found.voice, found))]
    assert sorts == ["criterion", "emergency", "rumour"]


def test_a_topic_shows_its_curve_as_a_table_too(office: Office, client: object) -> None:
    topic = Topic.objects.create(
        description="园区停电",
        first_at=SUNDAY,
        last_at=SUNDAY,
        curve=[["2026-03-14", 1], ["2026-03-15", 3]],
        heat_because={"voices": 4.0},
        voices_count=4,
        heat=7.5,
    )
    Proposal.objects.update(topic=topic)
    client.force_login(office.head, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[attr-defined]
    page = client.get(f"/desk/topics/{topic.pk}/")  # type: ignore[attr-defined]
    assert page.context["curve"].points == ((date(2026, 3, 14), 1), (date(2026, 3, 15), 3))
    assert page.context["curve"].peak == (date(2026, 3, 15), 3)
    assert "园区停电" in client.get("/desk/topics/").content.decode()  # type: ignore[attr-defined]


def test_the_curve_of_a_young_matter_is_by_the_hour(office: Office, client: Client) -> None:
    topic = Topic.objects.create(description="仓库起火", first_at=SUNDAY, last_at=SUNDAY, voices_count=4)
    for number, hours in enumerate((-80, 0, 0.5, 3)):
        voice = office.letter(f"仓库起火，第{number}声。", ident=f"h{number}", at=SUNDAY + timedelta(hours=hours))
        Proposal.objects.create(voice=voice, kind="求助", topic=topic, proposed_at=SUNDAY)
    hours = hours_of(topic, SUNDAY + timedelta(hours=4))
    assert [count for _hour, count in hours] == [2, 0, 0, 1, 0]  # what is older than three days is not among them
    assert hours[0][0] == SUNDAY
    assert hours_of(topic, SUNDAY + timedelta(days=9)) == []
    client.force_login(office.officer, backend="django.contrib.auth.backends.ModelBackend")
    for query in ("?by=hour", "?by=hour&size=narrow", ""):
        picture = client.get(f"/desk/topics/{topic.pk}/curve.svg{query}")
        assert (picture.status_code, picture.content[:4]) == (200, b"<svg"), query


def test_a_long_curve_is_counted_by_the_week_and_loses_no_voice() -> None:
    days = [(date(2026, 1, 1) + timedelta(days=n), n % 3) for n in range(200)]
    curve = curve_of(Topic(curve=[[str(day), count] for day, count in days]))
    assert curve.weekly
    assert all(day.weekday() == 0 for day, _count in curve.points)
    assert sum(count for _day, count in curve.points) == sum(count for _day, count in days)
    short = curve_of(Topic(curve=[[str(day), count] for day, count in days[:60]]))
    assert not short.weekly
    assert short.points == tuple(days[:60])


def test_what_the_machine_is_not_sure_of_is_told(office: Office) -> None:
    found = proposal(office)
    assert all(line.sure for line in judged(found).values())
    found.said |= {"theme_score": 0.4, "theme_sure": False, "section_score": 0.9, "section_sure": True}
    lines = judged(found)
    assert (lines["theme"].score, lines["theme"].sure) == (0.4, False)
    assert (lines["lead"].score, lines["lead"].sure) == (0.9, True)


def test_how_likely_a_rumour_is_is_told_only_of_one(office: Office) -> None:
    found = proposal(office)
    told = {"rumour_score": 0.1, "rumour_because": "按50条已确认的信息学得，未见不实之象"}
    found.said |= told | {"rumour": False}
    assert judged(found)["rumour"].score is None
    assert judged(found)["rumour"].because == told["rumour_because"]
    found.said |= told | {"rumour": True, "rumour_evidence": ["听说"]}
    assert (judged(found)["rumour"].score, judged(found)["rumour"].words) == (0.1, ("听说",))
