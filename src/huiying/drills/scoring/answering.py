"""来电、诉求 · Whether calls were answered in time, and how far the letters are."""

from collections.abc import Iterator
from datetime import timedelta

from huiying.drills.models import Call, Utterance
from huiying.drills.scenario.model import MomentKind
from huiying.handling.models import Case, CaseState
from huiying.language.replycheck.pieces import read
from huiying.language.replycheck.wording import tone

from .curves import LATE_CALL, along
from .point import Evidence, Judged
from .record import Record, text_of
from .telling import quoted, took

IN_TIME, ROUGH = 100.0, 60.0
"""A call answered in time, and one whose words blame, command or lose patience, at most."""
GRACE = timedelta(minutes=30)
"""A letter that came so shortly before the end, or in the last sixth, is not judged."""
LATE = 0.5
"""What a letter keeps whose term has passed."""
ANSWERED, MERGED, IN_WORK, GIVEN, OPENED = 100.0, 80.0, 70.0, 50.0, 20.0
STANDING = {
    CaseState.NOT_ACCEPTED: (ANSWERED, "已告知不予受理"),
    CaseState.TRANSFERRED: (ANSWERED, "已转办"),
    CaseState.MERGED: (MERGED, "已并入事件，没有答复"),
    CaseState.REGISTERED: (OPENED, "登记后没有交办"),
    CaseState.REOPENED: (GIVEN, "重新办理，没有答复"),
    CaseState.ASSIGNED: (GIVEN, "已交办，没有受理"),
    CaseState.RETURNED: (GIVEN, "退回后没有再交办"),
}


def calls(record: Record) -> Judged:
    due = [call for call in record.calls if call.answered_at or call.due_at <= record.ended]
    if not due:
        return Judged(None, ("演练中没有应当答复的来电，不评。",))
    told = [_call(record, call) for call in due]
    kept = sum(points == IN_TIME for points, _, _ in told)
    reasons = [reason for _, reason, _ in told if reason]
    reasons.append(f"来电{len(due)}个，按时答复且用语得当{kept}个。")
    evidence = sorted((each for each in told), key=lambda each: each[0])
    return Judged(sum(each[0] for each in told) / len(told), tuple(reasons), tuple(e for _, _, e in evidence))


def _call(record: Record, call: Call) -> tuple[float, str, Evidence]:
    ref, asked = f"call:{call.pk}", f"{call.who}来电"
    if call.answered_at is None or call.answered_at > record.ended:
        what = f"{asked}没有接听答复"
        reason = f"{record.hour(call.at)}{asked}，应于{record.hour(call.due_at)}前答复，没有答复。"
        return 0.0, reason, Evidence(what, call.at, ref, quoted(call.text))
    late = call.answered_at - call.due_at
    if late > timedelta():
        points = along(LATE_CALL, late / (call.due_at - call.at))
        reason, what = f"{record.hour(call.at)}{asked}，答复超过{took(late)}。", f"{asked}答复超时"
    else:
        points, reason, what = IN_TIME, "", f"{asked}按时答复"
    if rough := next(tone(read(call.answer)), None):
        points, what = min(points, ROUGH), f"{asked}答复用语不当"
        reason = f"{record.hour(call.answered_at)}答复{asked}时称“{rough.text}”。"
    return points, reason, Evidence(what, call.answered_at, ref, quoted(call.answer))


def letters(record: Record) -> Judged:
    written = [each for each in record.said if _is_letter(record, each)]
    grace = min(GRACE, (record.ended - record.began) / 6)
    judged = [each for each in written if each.at <= record.ended - grace]
    if not judged:
        return Judged(None, ("演练中没有写给本单位、应当办理的来件，不评。",))
    told = [(*_letter(record, each), each) for each in judged]
    points = sum(got for got, _, _ in told) / len(told)
    evidence = [
        Evidence(f"来件：{what}", each.at, _ref(record, each), quoted(text_of(each)))
        for _, what, each in sorted(told, key=lambda row: row[0])
    ]
    return Judged(points, tuple(_counted([what for _, what, _ in told])), tuple(evidence))


def _is_letter(record: Record, each: Utterance) -> bool:
    voice = record.voice_of(each)
    return each.kind == MomentKind.LETTER or bool(voice and voice.addressed)


def _ref(record: Record, each: Utterance) -> str:
    case = record.case_of(each)
    return case.ref if case else f"utterance:{each.ident}"


def _letter(record: Record, each: Utterance) -> tuple[float, str]:
    case = record.case_of(each)
    if case is None:
        return 0.0, "没有立件"
    points, what = _standing(record, case)
    if points < ANSWERED and case.clocks.late_at(record.ended).exists():
        return points * LATE, f"{what}，已经超期"
    return points, what


def _standing(record: Record, case: Case) -> tuple[float, str]:
    if case.answered_at is not None and case.answered_at <= record.ended:
        return ANSWERED, "已答复"
    return STANDING.get(CaseState(case.state), (IN_WORK, "正在办理，没有答复"))


def _counted(told: list[str]) -> Iterator[str]:
    counts = {what: told.count(what) for what in dict.fromkeys(told)}
    yield f"来件{len(told)}件：{'，'.join(f'{what}{count}件' for what, count in counts.items())}。"
