"""涉嫌网络谣言线索移送函 · The letter by which a rumour clue is handed over, written from the signed content and from
nothing else: it tells figures and facts, and leaves to the organ what they amount to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from huiying.core.spreading import FIGURES
from huiying.reporting.official import Align, Attachment, Block, Heading, OfficialDocument, Paragraph, Table

from .wording import listed, we

UNITS: Final = {"reads": "次", "reposts": "次", "comments": "条", "likes": "次"}
NOT_TOLD: Final = "平台未提供"
MOST_WORDS: Final = 200
HASH_PART: Final = 16
LEFT: Final[Align] = "left"
ANNEXES: Final = ("涉嫌谣言帖文及传播情况表", "证据材料清单", "涉嫌网络谣言线索移送回执")
BLANK: Final = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What the receipt says once the clue was handed over."""

    at: datetime
    given_by: str
    received_by: str


def compose(
    content: Mapping[str, Any], *, digest: str, signed_on: date | None, handed_over: HandedOver | None = None
) -> OfficialDocument:
    """The letter of a clue; without a signature it is a draft and says so. The same facts give the same document."""
    reading = _Reading(content)
    mark = "" if signed_on else "（送审稿，未签发）"
    return OfficialDocument(
        title=f"{reading.unit}涉嫌网络谣言线索移送函",
        blocks=tuple(_body(reading)),
        organ=reading.unit if signed_on else "",
        dated=signed_on,
        addressee=reading.organ or "有关机关",
        number=f"线索编号 {content['number']}{mark}",
        attachments=(_posts(reading), _captures(reading, digest), _receipt(reading, digest, handed_over)),
    )


class _Reading:
    """The content by the names of what the letter tells."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.unit = str(content["unit"])
        self.organ = str(content["organ"]["name"])
        self.posts: Sequence[Mapping[str, Any]] = content["posts"]
        self.captures: Sequence[Mapping[str, Any]] = content["captures"]
        self.ground: Mapping[str, Any] = content["ground"]
        self.facts: Mapping[str, Any] = content["facts"]

    @property
    def subject(self) -> str:
        """What is said, without the word that it is hearsay: the sentence says so."""
        return str(self.content["title"]).removeprefix("网传")

    @property
    def platforms(self) -> list[str]:
        return list(dict.fromkeys(str(post["platform"]) for post in self.posts))


def _body(reading: _Reading) -> Iterator[Block]:
    ours = we(reading.unit)
    yield Paragraph(
        f"{ours}在政务舆情监测和来信办理中发现，网络上有“{reading.subject}”等信息传播，涉嫌网络谣言。{_basis(reading)}"
        f"现将有关线索移送你单位，请依法处理。"
    )
    yield from _told("一、线索基本情况", _basics(reading))
    yield from _told("二、传播情况", *_spread(reading))
    yield from _told("三、经核实的事实", *_facts(reading))
    yield from _told("四、法律依据", _ground(reading))
    yield from _told("五、证据材料", _evidence(reading))
    yield from _told("六、处理建议", *_lines(str(reading.content["suggestion"])))
    yield Paragraph(f"请收到后填写附件3回执退{ours}，并将处理结果函告{ours}。")


def _basis(reading: _Reading) -> str:
    """By which act clues are handed over at all."""
    basis = str(reading.content["basis"])
    return f"根据{basis}关于涉嫌违法线索移交公安机关、网络监管部门的要求，" if basis else ""


def _told(heading: str, *paragraphs: str) -> Iterator[Block]:
    yield Heading(heading)
    yield from (Paragraph(text) for text in paragraphs or ("（未填写）",))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _basics(reading: _Reading) -> str:
    if not reading.posts:
        return "（尚未收入帖文）"
    first, last = reading.posts[0], reading.posts[-1]
    account = f"账号“{first['account']}”" if first["account"] else "账号不详者"
    span = (
        f"{_moment(first['posted_at'])}发布"
        if len(reading.posts) == 1
        else f"{_moment(first['posted_at'])}至{_moment(last['posted_at'])}发布"
    )
    return (
        f"本线索共收入帖文{len(reading.posts)}条，{span}，涉及{listed(reading.platforms)}。其中最早一条由{account}发布于"
        f"{first['platform']}，{_seen(first['seen_at'])}。各条帖文的平台、账号、链接、发布时间和原文见附件1。"
    )


def _seen(iso: str) -> str:
    return f"首次发现时间为{_moment(iso)}"


def _spread(reading: _Reading) -> Iterator[str]:
    if not reading.posts:
        return
    spreads = [post["spread"] for post in reading.posts]
    parts = [_together(figure, name, spreads) for figure, name in FIGURES.items()]
    until = max(str(post["hand_at"] or post["spread_at"]) for post in reading.posts)
    yield f"截至{_moment(until)}，上述帖文合计：{'，'.join(parts)}。"
    for citation, rows in _by_citation(reading.content["thresholds"]).items():
        told = "；".join(_compared(row) for row in rows)
        yield f"对照{citation}载明的数量：{told}。以上只是数据对照，是否构成违法犯罪由办案机关依法认定。"


def _together(figure: str, name: str, spreads: Sequence[Mapping[str, int]]) -> str:
    counts = [spread[figure] for spread in spreads if figure in spread]
    if not counts:
        return f"{name}数{NOT_TOLD}"
    part = f"（{len(counts)}条帖文有此数据）" if len(counts) < len(spreads) else ""
    return f"{name}{sum(counts)}{UNITS[figure]}{part}"


def _by_citation(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    told: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        told.setdefault(str(row["citation"]), []).append(row)
    return told


def _compared(row: Mapping[str, Any]) -> str:
    name, unit = FIGURES[row["figure"]], UNITS[row["figure"]]
    if row["most"] is None:
        return f"{name}数{NOT_TOLD}（载明{row['threshold']}{unit}）"
    reached = "达到" if row["reached"] else "未达到"
    return f"单条{name}最多{row['most']}{unit}，{reached}{row['threshold']}{unit}"


def _facts(reading: _Reading) -> Iterator[str]:
    facts = reading.facts
    yield from _lines(str(facts["text"])) or ["（未填写）"]
    if facts["verified_by"] or facts["source"]:
        yield f"核实人：{facts['verified_by'] or '（未填写）'}；核实依据：{facts['source'] or '（未填写）'}。"


def _ground(reading: _Reading) -> str:
    ground = reading.ground
    if not ground:
        return "（未填写）"
    return f"上述行为涉嫌{ground['title']}，涉及{ground['citation']}（{ground['says']}）。是否适用，请依法认定。"


def _evidence(reading: _Reading) -> str:
    if not reading.captures:
        return "（尚未收入）"
    return (
        f"截图等证据材料共{len(reading.captures)}份，均在收入时计算SHA-256校验值并记录取证时间和取证人，此后未作改动；"
        f"清单见附件2，文件随函移送。"
    )


def _posts(reading: _Reading) -> Attachment:
    header = ("序号", "平台、账号和链接", "时间", "内容", "传播情况")
    rows = tuple(_post(place, post) for place, post in enumerate(reading.posts, start=1))
    sides: tuple[Align, ...] = ("center", LEFT, LEFT, LEFT, LEFT)
    table = Table(header, rows, widths=(7, 24, 15, 38, 20), aligns=sides)
    note = "传播数据为表列时刻的数据，标*的由工作人员在平台查看，其他由平台提供；未列的数据平台未提供，不等于零。"
    return Attachment(ANNEXES[0], (Paragraph(note), table))


def _post(place: int, post: Mapping[str, Any]) -> tuple[str, ...]:
    where = "\n".join(filter(None, (post["platform"], post["account"] or "账号不详", post["link"])))
    when = f"发布\n{_short(post['posted_at'])}\n首次发现\n{_short(post['seen_at'])}"
    return (str(place), where, when, _cut(post["words"]), "\n".join(_figures(post)))


def _figures(post: Mapping[str, Any]) -> Iterator[str]:
    """The figures that are told, those that a person read with a mark, and of when they are."""
    spread, by_hand = post["spread"], post["by_hand"]
    for figure, name in FIGURES.items():
        if figure in spread:
            yield f"{name}{spread[figure]}{'*' if figure in by_hand else ''}"
    if not spread:
        yield NOT_TOLD
    if len(by_hand) < len(spread) or not spread:
        yield f"截至{_short(post['spread_at'])}"
    if by_hand:
        yield f"*截至{_short(post['hand_at'])}"


def _cut(words: str) -> str:
    """A long text cut; the whole of it is in the content that goes along."""
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}……（下略，全文见随函content.json）"


def _captures(reading: _Reading, digest: str) -> Attachment:
    header = ("序号", "文件", "取证和收入", "SHA-256校验值")
    rows = tuple(_capture(place, file) for place, file in enumerate(reading.captures, start=1))
    sides: tuple[Align, ...] = ("center", LEFT, LEFT, LEFT)
    if digest:
        rows += ((str(len(rows) + 1), "content.json\n（线索内容全文）", "签发时生成", "\n".join(_parts(digest))),)
    table = Table(header, rows, widths=(8, 35, 30, 32), aligns=sides)
    note = "校验值为64位十六进制数，为便于核对分四行排印，核对时连写。"
    return Attachment(ANNEXES[1], (Paragraph(note), table))


def _capture(place: int, file: Mapping[str, Any]) -> tuple[str, ...]:
    kept = f"取证 {_short(file['captured_at'])}\n收入 {_short(file['uploaded_at'])}\n{file['uploaded_by']}"
    return (str(place), f"{file['name']}\n{file['size']}字节", kept, "\n".join(_parts(file["sha256"])))


def _parts(digest: str) -> list[str]:
    return [digest[start : start + HASH_PART] for start in range(0, len(digest), HASH_PART)]


def _receipt(reading: _Reading, digest: str, handed_over: HandedOver | None) -> Attachment:
    told = handed_over
    rows = (
        ("线索编号", str(reading.content["number"])),
        ("线索名称", str(reading.content["title"])),
        ("移送机关", reading.unit),
        ("接收机关", reading.organ or BLANK),
        ("移送材料", f"移送函1份，帖文{len(reading.posts)}条，证据材料{len(reading.captures)}份"),
        ("内容校验值", "\n".join(_parts(digest)) if digest else "签发后生成"),
        ("移送人", told.given_by if told else "\n"),
        ("接收人（签名）", told.received_by if told else "\n"),
        ("接收时间", _moment(told.at.isoformat()) if told else "    年  月  日  时  分"),
        ("接收机关（盖章）", "\n\n\n"),
        ("处理意见", "\n\n\n\n"),
    )
    table = Table(("项目", "内容"), rows, widths=(28, 72), aligns=("center", LEFT))
    opening = Paragraph(f"今收到{reading.unit}移送的下列线索材料。")
    return Attachment(ANNEXES[2], (opening, table))


def _moment(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02}分"


def _short(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}"
