"""Title and body of a document, against GB/T 9704-2012, clauses 5.2.2, 5.2.3, 7.3.1 and 7.3.3."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from docx.document import Document as Docx
from docx.section import Section
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .check_page import characters_in, grid_pitch, has_character_grid
from .departure import Departure, Rule
from .effective import Effective
from .fonts import is_of
from .geometry import BODY_PT, CHARACTERS, LINE_PITCH, TITLE_PT

RED = "FF0000"
PITCH_PT = (28.0, 30.0)
"""22 lines in 225 mm are 28.95 pt apart; offices set 28 to 30."""


def text_departures(docx: Docx) -> Iterator[Departure]:
    effective = Effective(docx)
    written = [p for p in docx.paragraphs if p.text.strip()]
    place = next((i for i, p in enumerate(written) if _may_be_title(effective, p)), None)
    if place is None:
        yield Departure(Rule.TITLE, "没有居中的标题", "二号小标宋，居中")
        place = -1
    else:
        yield from _title(effective, written[place])
    body = [p for p in written[place + 1 :] if _is_body(effective, p)]
    yield from _body(effective, body, grid_pitch(docx.sections[0]))
    if body and not has_character_grid(docx.sections[0]):
        yield from _characters(effective, docx.sections[0], body[0])


def _may_be_title(effective: Effective, paragraph: Paragraph) -> bool:
    """Centred and larger than the text; the organ mark and what else is red stands above the title."""
    runs = _runs(paragraph)
    if not runs or effective.align(paragraph) != "center":
        return False
    return effective.color(paragraph, runs[0]) != RED and effective.size(paragraph, runs[0]) > BODY_PT


def _title(effective: Effective, paragraph: Paragraph) -> Iterator[Departure]:
    run = _runs(paragraph)[0]
    face, size = effective.face(paragraph, run), effective.size(paragraph, run)
    if not is_of("小标宋", face):
        yield Departure(Rule.TITLE, face or "未指定字体", "小标宋体", _shown(paragraph))
    if size != TITLE_PT:
        yield Departure(Rule.TITLE, f"{size:g}磅", f"{TITLE_PT:g}磅（二号）", _shown(paragraph))


def _is_body(effective: Effective, paragraph: Paragraph) -> bool:
    """Running text: more than a line long, not a heading, not a hanging list, neither centred nor right."""
    flows = effective.align(paragraph) not in ("center", "right", "end")
    return (
        flows
        and not effective.outline(paragraph)
        and not effective.hangs(paragraph)
        and len(paragraph.text) > CHARACTERS
    )


def _body(effective: Effective, body: Sequence[Paragraph], pitch_of_grid: float) -> Iterator[Departure]:
    def face(p: Paragraph) -> str:
        return _most(p, lambda run: effective.face(p, run)) or "未指定字体"

    def size(p: Paragraph) -> str:
        return _most(p, lambda run: f"{effective.size(p, run):g}磅")

    def pitch(p: Paragraph) -> str:
        found = effective.pitch(p, pitch_of_grid)
        return f"{found:g}磅" if found else "非固定行距"

    def indent(p: Paragraph) -> str:
        return f"{effective.first_line(p, BODY_PT):.1f}字"

    def pitch_is_right(p: Paragraph) -> bool:
        found = effective.pitch(p, pitch_of_grid)
        return found is not None and PITCH_PT[0] <= found <= PITCH_PT[1]

    def indent_is_right(p: Paragraph) -> bool:
        return abs(effective.first_line(p, BODY_PT) - 2) <= 0.15

    yield from _those(body, lambda p: is_of("仿宋", face(p)), face, Rule.BODY_FONT, "仿宋")
    yield from _those(body, lambda p: size(p) == f"{BODY_PT:g}磅", size, Rule.BODY_SIZE, f"{BODY_PT:g}磅（三号）")
    yield from _those(body, pitch_is_right, pitch, Rule.BODY_PITCH, f"{LINE_PITCH / 20:g}磅左右")
    yield from _those(body, indent_is_right, indent, Rule.INDENT, "2字")


def _characters(effective: Effective, section: Section, paragraph: Paragraph) -> Iterator[Departure]:
    """Characters a line without a character grid: by the size of the text and the space put between."""
    run = _runs(paragraph)[0]
    characters = characters_in(section, effective.size(paragraph, run) + effective.spacing(paragraph, run))
    if characters != CHARACTERS:
        yield Departure(Rule.GRID, f"每行{characters}字", f"每行{CHARACTERS}字", _shown(paragraph))


def _those(
    body: Sequence[Paragraph],
    is_right: Callable[[Paragraph], bool],
    told: Callable[[Paragraph], str],
    rule: Rule,
    wanted: str,
) -> Iterator[Departure]:
    """One departure for each wrong value, with the first paragraph that has it and how many do."""
    wrong = [p for p in body if not is_right(p)]
    for found, count in Counter(map(told, wrong)).items():
        first = next(p for p in wrong if told(p) == found)
        yield Departure(rule, found, wanted, f"{_shown(first)}等{count}段")


def _most(paragraph: Paragraph, told: Callable[[Run], str]) -> str:
    """The value that most characters of a paragraph have."""
    weights: Counter[str] = Counter()
    for run in _runs(paragraph):
        weights[told(run)] += len(run.text)
    return weights.most_common(1)[0][0] if weights else ""


def _runs(paragraph: Paragraph) -> list[Run]:
    return [run for run in paragraph.runs if run.text.strip()]


def _shown(paragraph: Paragraph, most: int = 14) -> str:
    text = " ".join(paragraph.text.split())
    return f"“{text[:most]}{'…' if len(text) > most else ''}”"
