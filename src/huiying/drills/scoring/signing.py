"""审签 · Whether each text was signed by who may, not by its writer, and went out as it was signed; from the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from huiying.handling.emergencies.notice import seal_of
from huiying.handling.models import Clue, ClueState, Decision, Release, Reply
from huiying.intake.models import Delivery
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.people import policies

from ..models import Told
from .point import Evidence, Judged
from .record import Record
from .telling import stamp


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that went out, with what is wrong about its signature; "" where nothing is."""

    name: str
    wrong: str
    evidence: Evidence


def sign_off(record: Record) -> Judged:
    texts = [*_releases(record), *_replies(record), *_clues(record)]
    if not texts:
        return Judged(None, ("没有发出需要审签的文稿，不评。",))
    proof = verify()
    if not proof.ok:
        broken = Evidence(f"留痕记录第{proof.first_broken}条与封存的摘要不符", None, f"entry:{proof.first_broken}")
        return Judged(0, ("留痕记录被改动，审签过程无法证明。",), (broken,))
    wrong = [text for text in texts if text.wrong]
    right = len(texts) - len(wrong)
    reasons = [f"{text.name}{text.wrong}。" for text in wrong]
    reasons.append(f"发出文稿{len(texts)}份，其中{right}份由有权人签发、非本人拟稿、与签发文本一致。")
    return Judged(100 * right / len(texts), tuple(reasons), tuple(text.evidence for text in [*wrong, *texts]))


def _releases(record: Record) -> Iterator[_Text]:
    for word in record.words:
        if word.release is not None:
            row = word.release
            wrong = _release(record, row) or _sent(row)
            what = wrong or f"{row.by}拟稿，{row.signed_by}签发"
            yield _Text(word.name, wrong, Evidence(f"{word.name}：{what}", word.at, word.ref, f"摘要{row.digest[:16]}"))


def _release(record: Record, row: Release) -> str:
    entries = [entry for entry in record.entries if entry.about == row.incident.case.ref]
    signed = _of(entries, "release.signed", row)
    if not signed or row.signed_by is None:
        return "没有签发记录"
    writers = {entry.actor for entry in _of(entries, "release.saved", row)} | {row.by.ledger_name}
    if row.signed_by.ledger_name in writers:
        return f"由拟稿人{row.signed_by}本人签发"
    if signed[-1].actor != row.signed_by.ledger_name:
        return "的签发人与留痕记录不符"
    if not policies.allows(row.signed_by, "handling.release.sign", row.incident.case):
        return f"的签发人{row.signed_by}没有签发权限"
    if not signed[-1].facts.get("digest") == row.digest == seal_of(row):
        return "的文本与签发时不一致"
    return "在门户上的文字与签发的不一致" if row.altered_at else ""


def _of(entries: list[Entry], deed: str, row: Release) -> list[Entry]:
    return [entry for entry in entries if entry.deed == deed and entry.facts.get("number") == row.number]


def _sent(row: Release) -> str:
    """Whether what left by the channels holds the signed words and no others."""
    key = f"release:incident-{row.pk}:"
    laid = Delivery.objects.filter(key__startswith=key).values_list("text", flat=True)
    told = Told.objects.filter(key__startswith=key).values_list("text", flat=True)
    signed = _bare(f"{row.title}{row.text}")
    altered = any(_bare(text) not in signed for text in laid) or any(not _holds(text, signed) for text in told)
    return "发到渠道的文字与签发的不一致" if altered else ""


def _holds(text: str, signed: str) -> bool:
    """Of a text as a channel took it, shortened and with its link, whether it begins as the signed one says."""
    words = _bare(text.partition("http")[0]).rstrip("…")
    return bool(words) and (words in signed or signed in words)


def _bare(text: str) -> str:
    return "".join(text.split())


def _replies(record: Record) -> Iterator[_Text]:
    sent = Reply.objects.filter(delivered_at__gte=record.began, delivered_at__lte=record.ended, draft__isnull=False)
    for row in sent.select_related("draft__by", "case").prefetch_related("draft__reviews__by"):
        name, wrong = f"{row.case.number}号来件的答复", _reply(row)
        yield _Text(name, wrong, Evidence(f"{name}：{wrong or '已按程序审签'}", row.delivered_at, row.case.ref))


def _reply(row: Reply) -> str:
    assert row.draft is not None
    signed = [each for each in row.draft.reviews.all() if each.decision == Decision.APPROVED]
    if not signed:
        return "没有审签记录"
    last = max(signed, key=lambda each: (stamp(each.at) if each.at else "", each.pk))
    if last.by_id == row.draft.by_id:
        return f"由拟稿人{row.draft.by}本人签发"
    if last.digest and last.digest != sha256(row.text.encode()).hexdigest():
        return "的文本与签发时不一致"
    return ""


def _clues(record: Record) -> Iterator[_Text]:
    out = (ClueState.SIGNED, ClueState.HANDED_OVER, ClueState.CONCLUDED)
    for clue in record.clues:
        if clue.state in out:
            name, wrong = f"{clue.number}号涉谣线索", _clue(record, clue)
            what = wrong or f"{clue.signed_by}签发"
            yield _Text(name, wrong, Evidence(f"{name}：{what}", clue.signed_at, clue.ref, f"摘要{clue.digest[:16]}"))


def _clue(record: Record, clue: Clue) -> str:
    signed = [entry for entry in record.entries if entry.deed == "clue.signed" and entry.about == clue.ref]
    if not signed or clue.signed_by is None:
        return "没有签发记录"
    if clue.writers.filter(pk=clue.signed_by_id).exists():
        return f"由拟稿人{clue.signed_by}本人签发"
    return "" if signed[-1].facts.get("digest") == clue.digest else "的内容与签发时不一致"
