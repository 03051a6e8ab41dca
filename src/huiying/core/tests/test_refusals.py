"""What is wrong with a regulation's file is said with its line, its key, and what is allowed instead."""

from pathlib import Path

import pytest

from huiying.core import regulation
from huiying.core.errors import InputError

NATIONAL = (regulation.FOLDER / "national.toml").read_text(encoding="utf-8")


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        regulation.parse(text, where="ours.toml")
    return str(caught.value)


def line(text: str, mark: str) -> int:
    """The line on which `mark` first stands in `text`."""
    return text[: text.index(mark)].count("\n") + 1


LETTER = '[terms."letter.simple"]'
COMPLEX = '{ term = "letter.complex", instead_of = "simple" }'
SIMPLE = 'simple = "letter.simple"'
GENERAL = 'starts = "found", ends = ["released", "replied"]'
CHAIN = '"section_head", "leader"'
STEPS = "可用的选项：section_head、information、leader"
SIGNING = "可用的选项：section_head、countersign、office、secrecy、leader、principal"

# What is put in whose place, the key that is refused, and what is said of it. The line is that of the change.
WRONG = [
    (
        'unit = "calendar_day"',
        'unit = "workday"',
        "terms.petition.notice.unit",
        "可用的选项：working_day、calendar_day、hour",
    ),
    ("amount = 7", "amount = 0", "terms.letter.simple.amount", "不能小于 1，现为 0"),
    ("amount = 7", "amount = 99999999", "terms.letter.simple.amount", "不能大于 3650，现为 99999999"),
    ("amount = 7", 'amount = "七"', "terms.letter.simple.amount", "应为整数，现为“七”"),
    ("amount = 7", "amount = true", "terms.letter.simple.amount", "应为整数，现为“True”"),
    ("amount = 7", "amount = 7.5", "terms.letter.simple.amount", "应为整数，现为“7.5”"),
    ('confidence = "A"', 'confidence = "C"', "terms.disclosure.correction.confidence", "可用的选项：A、B、B2、M"),
    (
        'act = "site_letters"',
        'act = "letters"',
        "terms.letter.simple.cite（第 1 个）.act",
        "可用的选项：opinion、openness",
    ),
    (
        "articles = [30]",
        "articles = [0]",
        "terms.disclosure.correction.cite（第 1 个）.articles",
        "条款号应在 1 到 999 之间",
    ),
    ("extend = 20", "extend = -1", "terms.disclosure.answer.extend", "不能小于 0，现为 -1"),
    ("extend = 20", "extended = 20", "terms.disclosure.answer.extended", "不认识这一项。此处可用：amount、approver"),
    ('approver = "information"', 'approver = "mayor"', "terms.disclosure.answer.approver", f"{STEPS}"),
    ('close = "24:00"', 'close = "25:00"', "close", "应为一天里的时刻。写成 24:00 或 17:30"),
    ('close = "24:00"', 'close = "24:30"', "close", "应为一天里的时刻"),
    ("effective = 2026-01-01", 'effective = "今年"', "effective", "应为日期（如 2026-10-01），现为“今年”"),
    ("effective = 2026-01-01", "effective = 2026-01-01T00:00:00", "effective", "应为日期"),
    (CHAIN, '"leader", "leader"', "review_chain", "“leader”写了两次"),
    (CHAIN, '"mayor"', "review_chain", SIGNING),
    (CHAIN, "", "review_chain", f"清单不能为空。{SIGNING}"),
    (CHAIN, '"countersign"', "review_chain", "只有会签，一个科室办理时就没有人审签了"),
    ('levels = ["较大"]', 'levels = ["中等"]', "chains（第 2 个）.levels", "可用的选项：一般、较大、重大、特别重大"),
    ('levels = ["较大"]', 'kinds = ["mail"]', "chains（第 2 个）.kinds", "可用的选项：letter、opinion"),
    ("sections = 2", "sections = 0", "chains（第 3 个）.sections", "不能小于 1，现为 0"),
    (
        "sections = 2",
        "section = 2",
        "chains（第 3 个）.section",
        "不认识这一项。此处可用：kinds、levels",
    ),
    ("sections = 2", 'public = "yes"', "chains（第 3 个）.public", "应为true 或 false，现为“yes”"),
    ("proofreadings = 3", "proofreadings = 10", "chains（第 1 个）.proofreadings", "不能大于 9，现为 10"),
    ("parts = { left = 2", "parts = { passed = 2", "parts.left", "缺少这一项。请填写整数"),
    ('levels = ["一般", "较大"', 'levels = ["一般", "一般"', "levels", "级别为空或有重复"),
    ("id = 2", "id = 1", "criteria（第 2 个）.id", "“1”写了两次"),
    ('id = "advertising"', 'id = "unlawful"', "refusal_grounds（第 3 个）.id", "“unlawful”写了两次"),
    ('id = "wrong_view"', 'id = "错误看法"', "dispositions（第 5 个）.id", "名称“错误看法”写法不对。用小写英文字母、"),
    (
        'kinds = ["disclosure"]',
        'kinds = ["disclosures"]',
        "refusal_grounds（第 9 个）.kinds",
        "可用的选项：letter、opinion",
    ),
    ("{ passed = 50 }", "{ passed = 101 }", "alarms.first.passed", "不能大于 100，现为 101"),
    ("{ passed = 50 }", "{ past = 50 }", "alarms.first.passed", "缺少提醒的时点。写成 { passed = 50 }（已过百分之几）"),
    ("{ passed = 50 }", "{ passed = 50, left = 1 }", "alarms.first.passed", "passed 和 left 只能写一个"),
    ("{ passed = 50 }", '{ passed = 50, unit = "hour" }', "alarms.first.unit", "不认识这一项"),
    (
        'left = 1, unit = "working_day"',
        'left = 1, unit = "calendar_day"',
        "alarms.yellow.unit",
        "可用的选项：working_day、hour",
    ),
    ("yellow = { left", "orange = { left", "alarms.orange", "不认识这个名称。可用的名称：first、yellow、red"),
    (SIMPLE, 'simple = "letter.quick"', "kinds.letter.terms.simple", "可用的选项：letter.simple"),
    (SIMPLE, 'Simple = "letter.simple"', "kinds.letter.terms.Simple", "名称“Simple”写法不对"),
    (COMPLEX, COMPLEX.replace('"simple"', '"plain"'), "kinds.letter.terms.complex.instead_of", "可用的选项：simple"),
    (COMPLEX, COMPLEX.replace('"simple"', '"complex"'), "kinds.letter.terms.complex.instead_of", "可用的选项：simple"),
    (
        COMPLEX,
        COMPLEX.replace("instead_of", "instead"),
        "kinds.letter.terms.complex.instead",
        "此处可用：ends、instead_of、levels、starts、term",
    ),
    (
        GENERAL,
        GENERAL.replace('"found"', '"seen"'),
        "kinds.opinion.terms.general.starts",
        "可用的选项：received、happened",
    ),
    (GENERAL, GENERAL.replace('"replied"', '"answered"'), "kinds.opinion.terms.general.ends", "可用的选项：received"),
    (GENERAL, GENERAL.replace('"released", "replied"', ""), "kinds.opinion.terms.general.ends", "清单不能为空"),
    (
        GENERAL,
        GENERAL.replace('"found"', '"replied"'),
        "kinds.opinion.terms.general.ends",
        "“replied”（答复）既是起算又是终止",
    ),
    (
        'correction = "restart"',
        'correction = "again"',
        "kinds.disclosure.effects.correction",
        "可用的选项：pause、restart、none",
    ),
    (
        'correction = "restart"',
        'corrected = "restart"',
        "kinds.disclosure.effects.corrected",
        "可用的名称：asked、correction",
    ),
    ('terms = { reply = "error.reply" }', "terms = {}", "kinds.error.terms", "至少要有一个时限"),
    (
        "refusal_grounds = []",
        'refusal_grounds = ["state_secret"]',
        "kinds.emergency.refusal_grounds",
        "可用的选项：unlawful",
    ),
    ('id = "no_error"', 'id = "corrected"', "kinds.error.outcomes（第 2 个）.id", "“corrected”写了两次"),
    ('nature = "practice"', 'nature = "habit"', "acts.site_letters.nature", "可用的选项：act、practice"),
]


@pytest.mark.parametrize(("before", "after", "key", "told"), WRONG, ids=[f"{row[2]}-{row[1][:20]}" for row in WRONG])
def test_a_wrong_entry_says_where_and_what_is_allowed(before: str, after: str, key: str, told: str) -> None:
    text = NATIONAL.replace(before, after, 1)
    said = refused(text)
    assert said.startswith(f"ours.toml 第 {line(NATIONAL, before)} 行 “{key}”：")
    assert told in said


@pytest.mark.parametrize(
    ("missing", "head", "key", "told"),
    [
        ('cite = [{ act = "site_letters" }]', LETTER, "terms.letter.simple.cite", "缺少依据。请写明所依据的文件和条款"),
        ("amount = 7", LETTER, "terms.letter.simple.amount", "缺少这一项。请填写整数"),
        ("extend = 20", "extend_by", "terms.disclosure.answer.extend_by", "写了由谁批准延期，却没有写可以延长多少"),
        ('title_en = "Error report"', "[kinds.error]", "kinds.error.title_en", "缺少这一项。请填写文字"),
        ("red = { left = 0", "[alarms]", "alarms.red", "缺少这一项。三级提醒都要写：first、yellow、red"),
        ('version = "2026.1"', "# The national set", "version", "缺少这一项。请填写文字"),
        ('terms = { reply = "error.reply" }', "[kinds.error]", "kinds.error.terms", "缺少这一项。请填写表"),
    ],
)
def test_what_is_missing_is_told_at_the_head_of_its_table(missing: str, head: str, key: str, told: str) -> None:
    lines = NATIONAL.split("\n")
    gone = next(n for n, each in enumerate(lines) if each.startswith(missing))
    text = "\n".join(lines[:gone] + lines[gone + 1 :])
    assert refused(text).startswith(f"ours.toml 第 {line(text, head)} 行 “{key}”：{told}")


def test_a_kind_that_is_answered_has_outcomes() -> None:
    head, _, rest = NATIONAL.partition("outcomes = [\n")
    text = head + rest.partition("]\n\n")[2]
    assert refused(text).startswith(
        f"ours.toml 第 {line(text, '[kinds.letter]')} 行 “kinds.letter.outcomes”：缺少办理结果"
    )


def test_a_file_from_windows_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(b"\xef\xbb\xbf" + NATIONAL.replace("\n", "\r\n").encode())
    assert regulation.read(path).key == regulation.load().key
    path.write_bytes(NATIONAL.encode("gb18030"))
    with pytest.raises(InputError, match=r"ours\.toml：文件不是 UTF-8 编码。请另存为 UTF-8"):
        regulation.read(path)
    with pytest.raises(InputError, match="文件读不到"):
        regulation.read(tmp_path / "none.toml")
