"""Judgements from a file are replayed: a line may say whether it is a rumour, and need not."""

import json
from pathlib import Path

import pytest

from huiying.assessment.actions import assess
from huiying.assessment.models import Confirmation
from huiying.core.errors import InputError
from huiying.project.replaying import replay_confirmations
from tests.office import SUNDAY, Office


def replayed(path: Path, *lines: object) -> int:
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return replay_confirmations(path, at=SUNDAY)


def test_a_line_says_what_it_says_and_leaves_the_rest(office: Office, tmp_path: Path) -> None:
    for ident in ("1", "2"):
        office.letter("紧急扩散！自来水有毒，转给身边的人！", ident=ident)
    assess(at=SUNDAY)
    told = {"kind": "投诉", "lead": "项目服务科"}
    assert replayed(tmp_path / "judged.jsonl", told | {"id": "1"}, told | {"id": "2", "rumour": True}) == 2
    first, second = Confirmation.objects.order_by("pk")
    assert (first.after["kind"], first.after.get("rumour")) == ("投诉", None)
    assert second.after["rumour"] is True


@pytest.mark.parametrize("rumour", ["yes", 1, [True], {"": 0}])
def test_a_word_that_is_neither_true_nor_false_is_refused(office: Office, tmp_path: Path, rumour: object) -> None:
    office.letter("自来水有毒，转给身边的人！", ident="1")
    assess(at=SUNDAY)
    with pytest.raises(InputError, match="rumour"):
        replayed(tmp_path / "judged.jsonl", {"id": "1", "kind": "投诉", "lead": "项目服务科", "rumour": rumour})
    assert not Confirmation.objects.exists()
