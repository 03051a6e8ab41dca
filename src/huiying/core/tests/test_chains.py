"""Who signs a reply: by its kind, its level, how many sections answer, and whether it is to be published."""

import pytest

from huiying.core import regulation
from huiying.core.chains import Chain
from huiying.core.regulation import Regulation

SHORT = ("section_head", "leader")
WHOLE = ("section_head", "countersign", "office", "secrecy", "leader", "principal")


def chain(
    rules: Regulation, level: str = "一般", sections: int = 1, kind: str = "letter", public: bool = True
) -> Chain:
    return rules.chain_for(kind=kind, level=level, sections=sections, public=public)


@pytest.mark.parametrize(
    ("level", "sections", "steps", "proofreadings"),
    [
        ("一般", 1, SHORT, 0),
        ("一般", 2, ("section_head", "countersign", "leader"), 0),
        ("较大", 1, ("section_head", "secrecy", "leader"), 0),
        ("较大", 3, ("section_head", "countersign", "secrecy", "leader"), 0),
        ("重大", 1, ("section_head", "office", "secrecy", "leader", "principal"), 3),
        ("特别重大", 2, WHOLE, 3),
    ],
)
def test_the_national_chains(
    national: Regulation, level: str, sections: int, steps: tuple[str, ...], proofreadings: int
) -> None:
    told = chain(national, level, sections)
    assert (told.steps, told.proofreadings) == (steps, proofreadings)


HEAD = 'extends = "national"\nname = "本局"\nversion = "1"\neffective = 2026-01-01\n'


def test_the_first_row_that_fits_counts_and_the_kind_says_it_where_none_does() -> None:
    ours = regulation.parse(
        f'{HEAD}[[chains]]\nkinds = ["disclosure"]\npublic = false\nsteps = ["secrecy", "leader"]\nproofreadings = 2\n'
        '[[chains]]\nkinds = ["disclosure", "letter"]\nsections = 2\nsteps = ["section_head"]\n'
        '[kinds.letter]\nreview_chain = ["leader"]\n',
        where="ours.toml",
    )
    assert chain(ours, kind="disclosure", public=False) == Chain(steps=("secrecy", "leader"), proofreadings=2)
    assert chain(ours, kind="disclosure", public=True).steps == SHORT
    assert chain(ours, kind="disclosure", public=True, sections=2).steps == ("section_head",)
    assert chain(ours).steps == ("leader",)
    # an office's own rows take the place of the national ones
    assert chain(ours, "重大").steps == ("leader",)


def test_an_office_with_fewer_levels_keeps_the_national_rows() -> None:
    ours = regulation.parse(f'{HEAD}levels = ["一般", "重大"]\n', where="ours.toml")
    assert chain(ours, "重大", 2).steps == WHOLE
