import json
from datetime import date
from pathlib import Path

import pytest

from huiying.core.errors import InputError
from huiying.core.years import Year, parse_year, read_year

from .arranged import YEAR_2027

WHOLE = parse_year(YEAR_2027, where="2027.toml")


def our_shape(year: Year) -> dict[str, object]:
    return {
        "year": year.number,
        "worked": [str(day) for day in sorted(year.worked)],
        "off": [{"name": name, "from": str(day), "to": str(day)} for day, name in year.off.items()],
        "notice": {"title": year.notice.title},
    }


def listed(year: Year) -> dict[str, object]:
    """The shape of public collections: one row for each day, with an address of the notice."""
    rows = [{"name": name, "date": str(day), "isOffDay": True} for day, name in year.off.items()]
    rows += [{"name": "补班", "date": str(day), "isOffDay": False} for day in year.worked]
    rows.sort(key=lambda row: str(row["date"]))
    return {"$id": "2027.json", "year": year.number, "papers": ["https://www.gov.cn/a.htm"], "days": rows}


def read(data: object) -> Year:
    return parse_year(json.dumps(data), where="2027.json", sort="json")


def test_either_shape_is_the_same_year() -> None:
    assert read(our_shape(WHOLE)) == WHOLE
    assert read(listed(WHOLE)) == WHOLE


def test_a_file_is_read_by_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(listed(WHOLE)), encoding="utf-8")
    assert read_year(path) == WHOLE


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "2027.json：应为一个 JSON 对象"),
        (
            our_shape(WHOLE) | {"worked": ["2027-13-01"]},
            "“worked”：清单里都应为日期（如 2026-10-01），其中有“2027-13-01”",
        ),
        (our_shape(WHOLE) | {"worked": ["20270213"]}, "清单里都应为日期"),
        (our_shape(WHOLE) | {"off": "国庆节"}, "“off”：应为清单"),
        (our_shape(WHOLE) | {"note": ""}, "“note”：不认识这一项"),
        (listed(WHOLE) | {"year": "2027"}, "“year”：应为整数"),
        (listed(WHOLE) | {"year": 2026}, "不在 2026 年"),
        (listed(WHOLE) | {"days": []}, "缺少法定节假日：元旦（2027-01-01）、春节（2027-02-05）"),
        (
            listed(WHOLE) | {"days": [{"name": "元旦", "date": "元旦", "isOffDay": True}]},
            "“days（第 1 个）.date”：“元旦”不是日期",
        ),
        (listed(WHOLE) | {"days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": 1}]}, "应为true 或 false"),
        (
            listed(WHOLE)
            | {"days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": off} for off in (True, False)]},
            "“days（第 2 个）.date”：2027-01-01 出现了两次",
        ),
    ],
)
def test_a_wrong_json_says_where_and_what_is_allowed(data: object, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"year": 2027,\n"off" []}', "第 2 行第 7 列"),
        ("[" * 100_000, "嵌套过深"),
        ('{"year": ' + "9" * 5000 + "}", "嵌套过深或数字过长"),
        ("", "不符合 JSON 格式"),
    ],
)
def test_what_is_no_json_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_year(text, where="2027.json", sort="json")


def test_another_format_is_refused() -> None:
    with pytest.raises(InputError, match="可用的格式：toml、json"):
        parse_year("", where="2027.yaml", sort="yaml")


def test_a_worked_day_among_the_days_off_is_refused() -> None:
    days = listed(WHOLE)["days"]
    assert isinstance(days, list)
    weekday = {"name": "补班", "date": str(date(2027, 3, 1)), "isOffDay": False}
    assert date(2027, 3, 1).weekday() == 0
    with pytest.raises(InputError, match="2027-03-01 不是需要上班的周末"):
        read(listed(WHOLE) | {"days": [*days, weekday]})
