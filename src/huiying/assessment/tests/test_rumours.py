"""People say of a voice whether it may be a rumour; once enough is said, the proposals follow it."""

from typing import Any

import pytest

from huiying.assessment import office as office_of
from huiying.assessment.actions import assess, confirm
from huiying.assessment.evidence import flags, judged
from huiying.assessment.models import Confirmation, Proposal
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.language.rumour_lessons import RumourLessons
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

TOWNS = ["云湖", "松溪", "临港", "北麓", "青禾", "枫林", "梧桐", "柳岸", "明月", "锦绣", "桂花", "望江", "石桥"]
HOAXES = ("{}超市门口有人抢孩子，大家小心，转给身边的人！", "{}自来水喝了致癌，转给家里人，千万别喝！")
NEWS = ("{}春季招聘会开幕，共有二百家企业参加。", "{}图书馆发布公告：周末延长开放时间，欢迎读者。")
HOAX = "紧急！南山超市门口有人抢孩子，请大家小心，转给身边的人"


def taught(office: Office, count: int = 25) -> None:
    """As many confirmed rumours as posts that are none."""
    told = [(frame.format(town), frame in HOAXES) for town in TOWNS for frame in (*HOAXES, *NEWS)]
    rumours = [(text, True) for text, rumour in told if rumour][:count]
    others = [(text, False) for text, rumour in told if not rumour][:count]
    heard = [
        Heard(external_id=f"t{n}", text=text, said_at=SUNDAY, spread={"reposts": 900 if rumour else 9})
        for n, (text, rumour) in enumerate([*rumours, *others])
    ]
    voices = receive(heard, channel=office.files, by=None, at=SUNDAY).new
    for voice, (_text, rumour) in zip(voices, [*rumours, *others], strict=True):
        proposal = Proposal.objects.create(voice=voice, kind="建议", said={}, proposed_at=SUNDAY)
        said(office, proposal, rumour=rumour)
    voices[0].__class__.objects.filter(pk__in=[voice.pk for voice in voices]).update(assessed_at=SUNDAY)


def said(office: Office, proposal: Proposal, **more: Any) -> Confirmation:
    told = {"kind": "建议", "theme": "", "level": "一般", "lead": office.project}
    return confirm(proposal, **told, **more, by=office.officer, at=SUNDAY)


def proposed(office: Office, text: str, ident: str) -> Proposal:
    voice = office.letter(text, ident=ident)
    assess(at=SUNDAY)
    return Proposal.objects.get(voice=voice)


def test_a_persons_word_on_a_rumour_stands_and_is_recorded(office: Office) -> None:
    done = said(office, proposed(office, HOAX, "1"), rumour=True)
    assert done.after["rumour"] is True
    assert Proposal.objects.get().rumour
    entry = Entry.objects.get(deed="proposal.confirmed")
    assert entry.facts["rumour"] is True
    assert ("rumour" in entry.facts["changed"]) is (done.before["rumour"] is False)


def test_nothing_said_leaves_it_as_it_is(office: Office) -> None:
    proposal = proposed(office, "网传补贴政策要取消，是真的吗？", "1")
    done = said(office, proposal)
    assert "rumour" not in done.before
    assert "rumour" not in done.after
    assert Proposal.objects.get().rumour is proposal.rumour is True


def test_what_was_confirmed_changes_what_is_proposed(office: Office) -> None:
    before = proposed(office, HOAX, "before")
    assert not before.rumour
    taught(office)
    after = proposed(office, HOAX, "after")
    assert after.rumour
    assert after.said["rumour"] is True
    assert after.said["rumour_score"] > 0.5
    assert after.said["rumour_evidence"]
    assert "按50条已确认的信息学得" in after.said["rumour_because"]
    assert "rumour" in {span["mark"] for span in after.said["spans"]}
    assert judged(after)["rumour"].because == after.said["rumour_because"]
    assert [flag.sort for flag in flags(after)].count("rumour") == 1
    assert not proposed(office, "南山体育馆发布公告：下周起延长开放时间。", "news").rumour


def test_with_too_little_confirmed_the_judge_decides(office: Office) -> None:
    taught(office, 19)
    proposal = proposed(office, "网传补贴政策要取消，是真的吗？", "1")
    assert proposal.rumour
    assert "rumour_because" not in proposal.said


@pytest.mark.parametrize("deed", ["judge", "judge_many"])
def test_lessons_that_fail_fail_no_voice(office: Office, monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    def failing(*_args: object) -> None:
        raise ValueError(HOAX)

    taught(office)
    monkeypatch.setattr(RumourLessons, "judge", lambda *_args: None)
    monkeypatch.setattr(RumourLessons, deed, failing)
    proposal = proposed(office, "网传补贴政策要取消，是真的吗？", "1")
    assert proposal.rumour
    assert "rumour_because" not in proposal.said


def test_the_last_word_on_a_voice_counts(office: Office) -> None:
    proposal = proposed(office, HOAX, "1")
    for rumour in (True, False):
        said(office, proposal, rumour=rumour)
    (lesson,) = office_of._confirmed(2)
    assert (lesson.rumour, lesson.text) == (False, HOAX)


def test_it_is_taught_anew_in_steps() -> None:
    assert [office_of._step(n) for n in (0, 9, 57, 199, 999, 1234, 20_001)] == [0, 0, 50, 190, 990, 1200, 20_000]
