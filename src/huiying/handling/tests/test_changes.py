import time

import pytest

from huiying.handling.changes import ADDED, REMOVED, SAME, changes

OLD = "您好，来信收悉。我局已联系住建部门，预计5个工作日内办结。联系电话8860 1501。"
PAIRS = [
    (OLD, OLD),
    ("", OLD),
    (OLD, ""),
    (OLD, OLD.replace("5个", "15个")),
    (OLD, OLD.replace("来信收悉。", "")),
    (OLD, "新的一段。\n\n" + OLD),
    (OLD, "完全另写的答复，与前一稿没有相同的地方"),
    ("没有句号的一稿", "没有句号的第二稿"),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_nothing_of_either_version_is_lost(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(c.text for c in found if c.sort != REMOVED) == after
    assert "".join(c.text for c in found if c.sort != ADDED) == before
    assert all(c.text for c in found)


def test_a_number_is_changed_as_a_whole() -> None:
    found = changes("预计5个工作日内办结此事。", "预计15个工作日内办结此事。")
    assert [(c.sort, c.text) for c in found] == [
        (SAME, "预计"),
        (REMOVED, "5"),
        (ADDED, "15"),
        (SAME, "个工作日内办结此事。"),
    ]


def test_single_characters_in_common_do_not_tear_a_phrase() -> None:
    found = changes("我局已联系住建部门处理这件事情。", "我局将会同市住建局处理这件事情。")
    assert [c.sort for c in found] == [SAME, REMOVED, ADDED, SAME]


def test_a_long_draft_is_compared_in_time() -> None:
    before = "".join(f"第{n}条：申请材料齐全的，{n % 7 + 3}个工作日内办结。" for n in range(900))
    began = time.process_time()
    changes(before, before.replace("办结", "答复"))
    assert time.process_time() - began < 20
