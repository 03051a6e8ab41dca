"""谣言回应 · Each rumour that went round: whether and how soon it was answered, and whether its clue was given on."""

from collections.abc import Sequence
from datetime import timedelta

from huiying.drills.models import Utterance
from huiying.drills.scenario.model import Rumour
from huiying.drills.scenario.reacting import plain
from huiying.handling.models import Clue, ClueState

from .curves import RUMOUR, along
from .point import Evidence, Judged
from .record import Record, text_of
from .spoken import Word, sentence_with
from .telling import quoted, took
from .term import Due, first_due

ANSWER, CLUE = 0.6, 0.4
"""Of an unlawful rumour the answer counts so much, and its clue the rest."""
STEPS = {
    ClueState.HANDED_OVER: (100.0, "线索已经移交"),
    ClueState.CONCLUDED: (100.0, "线索已经移交"),
    ClueState.SIGNED: (70.0, "线索已经签发，没有移交"),
    ClueState.SUBMITTED: (50.0, "线索已经送签，没有移交"),
    ClueState.DRAFT: (30.0, "线索已经登记，没有移交"),
}
NONE = (0.0, "没有登记线索")


def rumours(record: Record) -> Judged:
    due = first_due(record)
    heard = [(rumour, told) for rumour in record.scenario.rumours if (told := _said(record, rumour))]
    if not heard or due is None:
        return Judged(None, ("演练中没有出现脚本设定的谣言，不评。",))
    points, reasons, evidence = [], [], []
    for rumour, said in heard:
        got, reason, shown = _one(record, rumour, said, due)
        points.append(got)
        reasons.append(reason)
        evidence += shown
    return Judged(sum(points) / len(points), tuple(reasons), tuple(evidence))


def _said(record: Record, rumour: Rumour) -> Sequence[Utterance]:
    return [each for each in record.said if each.rumour == rumour.key]


def _one(record: Record, rumour: Rumour, said: Sequence[Utterance], due: Due) -> tuple[float, str, list[Evidence]]:
    first = said[0]
    evidence = [Evidence(f"谣言“{rumour.says}”首次出现", first.at, f"utterance:{first.ident}", quoted(text_of(first)))]
    word = answer_to(rumour, record)
    begins = f"“{rumour.says}”{record.hour(first.at)}出现，共{len(said)}条，"
    if word is None:
        got, reason = 0.0, f"{begins}没有回应"
    else:
        passed = max(word.at - first.at, timedelta())
        when = f"回应，用时{took(passed)}" if passed else "已经说明"
        got, reason = along(RUMOUR, passed / due.length), f"{begins}{record.hour(word.at)}{when}"
        evidence.append(Evidence(f"回应“{rumour.says}”", word.at, word.ref, _words_in(rumour, word)))
    if rumour.unlawful:
        clue = _clue(record, rumour, said)
        handed, told = STEPS.get(ClueState(clue.state), NONE) if clue else NONE
        got, reason = ANSWER * got + CLUE * handed, f"{reason}；涉嫌违法，{told}"
        if clue:
            evidence.append(Evidence(told, clue.made_at, clue.ref, quoted(clue.title)))
    return got, f"{reason}。", evidence


def answer_to(rumour: Rumour, record: Record) -> Word | None:
    """The first word to everybody that answers the rumour; one that came before it was said answers it too."""
    return next((word for word in record.public_words if word.answers(rumour)), None)


def _words_in(rumour: Rumour, word: Word) -> str:
    found = next((words for words in rumour.answers if plain(words) in plain(word.whole)), "")
    return sentence_with(word.whole, found)


def _clue(record: Record, rumour: Rumour, said: Sequence[Utterance]) -> Clue | None:
    """The clue of it that is furthest: by the voices it holds, else by its words."""
    voices = {voice.pk for each in said if (voice := record.voice_of(each))}
    own = [
        clue
        for clue in record.clues
        if voices & {post.voice_id for post in clue.posts.all()} or rumour.says in f"{clue.title}{clue.facts}"
    ]
    return max(own, key=lambda clue: STEPS.get(ClueState(clue.state), NONE)[0], default=None)
