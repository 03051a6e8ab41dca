"""Six hundred letters: enough, spread as people write, no two alike, each with an answer that fits."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from huiying.project.demo.world.letters import letters
from huiying.project.demo.world.matter import matters
from huiying.project.demo.world.office import load_office

from .world import END, SEED, all_letters

KINDS = {"咨询", "求助", "投诉", "举报", "建议", "感谢"}
ALIKE = 0.6


def test_there_are_about_six_hundred() -> None:
    assert 580 <= len(all_letters()) <= 650


def test_they_come_in_order_over_thirteen_months_and_never_after_the_end() -> None:
    moments = [letter.at for letter in all_letters()]
    months = Counter((at.year, at.month) for at in moments)

    assert moments == sorted(moments)
    assert date(2025, 10, 24) <= moments[0].date() <= date(2025, 11, 5)
    assert moments[-1].date() <= END
    assert {at.utcoffset() for at in moments} == {timedelta(hours=8)}
    assert len(months) == 14  # thirteen months touch fourteen
    assert all(count >= 20 for month, count in months.items() if month != (2025, 10))


def test_people_write_less_on_weekends() -> None:
    by_weekday = Counter(letter.at.weekday() for letter in all_letters() if not letter.story)

    assert max(by_weekday[5], by_weekday[6]) < min(by_weekday[day] for day in range(5))


def test_seasons_show() -> None:
    by_month: dict[str, Counter[int]] = defaultdict(Counter)
    for letter in all_letters():
        by_month[letter.theme][letter.at.month] += 1

    for theme, months, share in (("政策兑现", (3, 11), 0.33), ("用工就业", (2, 3), 0.3), ("展会活动", (5, 9), 0.3)):
        assert sum(by_month[theme][month] for month in months) > share * by_month[theme].total()


def test_every_matter_section_channel_and_kind_is_heard() -> None:
    office = load_office()

    assert len(matters()) >= 45
    assert {letter.theme for letter in all_letters()} >= {matter.theme for matter in matters()}
    assert {letter.section for letter in all_letters()} == {row.name for row in office.sections}
    assert {letter.channel for letter in all_letters()} == {row.slug for row in office.channels if not row.settings}
    assert {letter.kind for letter in all_letters()} == KINDS
    assert {name for letter in all_letters() for name in letter.co_sections} < {row.name for row in office.sections}


def test_every_matter_is_rich() -> None:
    for matter in matters():
        assert len(matter.open) >= 3, matter.id
        assert len(matter.more) >= 4, matter.id
        assert len(matter.found) >= 2, matter.id
        assert len(matter.done) >= 2, matter.id


def test_no_slot_stays_open() -> None:
    for letter in all_letters():
        for text in (letter.title, letter.text, letter.answer, letter.comment):
            assert not re.search(r"[{}]|。。|，，|None", text), text


def test_no_two_texts_are_the_same() -> None:
    texts = [letter.text for letter in all_letters()]

    assert len(set(texts)) == len(texts)


def test_letters_on_one_theme_are_seldom_alike() -> None:
    by_theme: dict[str, list[set[str]]] = defaultdict(list)
    for letter in all_letters():
        if not letter.story:
            by_theme[letter.section + letter.theme].append(_shingles(letter.text))
    pairs = [
        len(one & other) / len(one | other)
        for group in by_theme.values()
        for one, other in itertools.combinations(group, 2)
    ]

    assert sum(likeness < ALIKE for likeness in pairs) / len(pairs) >= 0.98


def test_answers_are_whole_and_of_readable_length() -> None:
    lengths = [len(letter.answer) for letter in all_letters()]

    assert min(lengths) >= 120
    assert max(lengths) <= 350
    assert all(letter.answer.endswith("。") for letter in all_letters())
    assert len({letter.answer for letter in all_letters()}) > 0.9 * len(lengths)


def test_an_answer_names_only_sums_that_the_letter_named() -> None:
    for letter in all_letters():
        if not letter.story:
            asked = re.findall(r"（(\d+(?:\.\d)?万元)）|应拨金额(\d+(?:\.\d)?万元)", letter.answer)
            for amount in filter(None, _flat(asked)):
                assert amount in letter.text


def test_fates_are_such_that_lateness_and_approval_can_be_seen() -> None:
    fates = Counter(letter.delay_profile for letter in all_letters())
    old = [letter for letter in all_letters() if letter.at.date() < END - timedelta(days=18)]
    late = {letter.section for letter in old if letter.delay_profile == "late"}
    rated = [letter for letter in all_letters() if letter.stars is not None]

    assert set(fates) == {"prompt", "normal", "slow", "late", "open"}
    assert {"政策法规科", "项目服务科"} <= late
    assert 0.25 < len(rated) / len(all_letters()) < 0.5
    assert all(letter.delay_profile != "open" for letter in rated)
    assert all(letter.stars for letter in all_letters() if letter.comment)


@pytest.mark.parametrize("end", [date(2024, 2, 29), date(2026, 3, 31), date(2027, 1, 1)])
def test_any_end_makes_a_world(end: date) -> None:
    made = letters(7, end)

    assert len(made) >= 580
    assert max(letter.at.date() for letter in made) <= end


def test_the_same_seed_gives_the_same_letters() -> None:
    assert letters(SEED, END) == list(all_letters())
    assert letters(SEED + 1, END) != list(all_letters())


def _shingles(text: str) -> set[str]:
    return {text[place : place + 5] for place in range(max(1, len(text) - 4))}


def _flat(rows: Iterable[Iterable[str]]) -> list[str]:
    return [cell for row in rows for cell in row]
