"""推演 · The public as pure arithmetic: a scenario, a seed and what the office said give what happens.

The same seed and the same words give the same, however the time is cut into steps: nothing is drawn or summed up at the
edge of a step. The temper changes by reactions alone and stays where they leave it, so that each change has a cause
that the report can name; that a matter fades is written in its streams.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from . import streaming
from .chance import drawn, figures, turn_of, varied, writer
from .happening import Happened, Said, Spoken, SpokenSort, Turn
from .model import (
    ADDRESSED_CHANNELS,
    LEAST_TEMPER,
    MOST_TEMPER,
    Moment,
    MomentKind,
    Reaction,
    Scenario,
    Stream,
    When,
)
from .reacting import WAITING, Words
from .standing import Standing, Wait
from .streaming import Shape

MICROSECOND = timedelta(microseconds=1)
LEFT_OF_A_RUMOUR = 1 / 3
"""Of the voices that carry a rumour so many are left once it is answered."""
SILENCE, PROMISE = "silence", "promise"
BECAUSE = {
    When.SILENCE: "长时间没有发布信息",
    When.RELEASE: "发布了情况通报",
    When.WORDS: "对外表述引起反应",
    When.RUMOUR: "回应了传言",
    When.CONTRADICTION: "对外说法与事实或者此前说法不一致",
    When.REPLY: "答复了来信人",
    When.CALL: "来电没有按时答复",
    When.PROMISE: "没有按预告的时间继续发布",
}


class Play:
    """One playing of a scenario. `state` is JSON; a play made from it goes on exactly where this one stands."""

    def __init__(self, scenario: Scenario, seed: int, state: dict[str, Any] | None = None) -> None:
        self._scenario = scenario
        self._seed = seed
        self._lasts = scenario.lasts // MICROSECOND
        self._shapes = [Shape.of(stream) for stream in scenario.streams]
        self._standing = Standing.of(state) if state else Standing(flows=[streaming.Flow() for _ in scenario.streams])
        self._said: list[Said] = []
        self._turns: list[Turn] = []
        if not state:
            self._await_words(0)
        self._voices = [self._next_voice(number) for number in range(len(scenario.streams))]

    @property
    def state(self) -> dict[str, Any]:
        return self._standing.kept()

    def step(self, since: timedelta, until: timedelta, spoken: Sequence[Spoken]) -> Happened:
        """All that happens up to and with `until`. What was played already is not played again, and nothing between the
        steps is left out; so all that the office ever said may be given each time. It is heard once, by its `ref`, and
        what is told late is heard where the play stands.
        """
        if until < since:
            raise ValueError("A step ends before it begins.")
        now = self._standing
        end = min(until // MICROSECOND, self._lasts)
        words = self._unheard(spoken, end)
        while self._happens(words, end):
            pass
        now.until = max(now.until, end)
        said, turns = tuple(self._said), tuple(self._turns)
        self._said, self._turns = [], []
        return Happened(said=said, turns=turns, temper=now.temper, facts=self._facts())

    def _unheard(self, spoken: Iterable[Spoken], end: int) -> list[tuple[int, Spoken]]:
        """With the moment at which each is heard, the last first."""
        known = set(self._standing.heard)
        found = {one.ref: one for one in spoken if one.ref not in known and one.at // MICROSECOND <= end}
        timed = [(max(one.at // MICROSECOND, self._standing.until), one) for one in found.values()]
        return sorted(timed, key=lambda pair: (pair[0], pair[1].at, pair[1].ref), reverse=True)

    def _happens(self, words: list[tuple[int, Spoken]], end: int) -> bool:
        """The next thing, if one comes before the end: of several at once, what is set comes before what is said, and
        what the office says before what it is waited for.
        """
        now = self._standing
        moments, voices = self._scenario.moments, [at for at in self._voices if at is not None]
        moment = moments[now.moments].at // MICROSECOND if now.moments < len(moments) else end + 1
        word = words[-1][0] if words else end + 1
        wait = min(now.waits, key=lambda one: one.order) if now.waits else None
        waits_until = wait.at if wait else end + 1
        voice = min(voices, default=end + 1)
        first = min(moment, word, waits_until, voice)
        if first > end:
            return False
        if moment == first:
            self._come(moments[now.moments], first)
        elif word == first:
            self._hear(words.pop()[1], first)
        elif wait is not None and waits_until == first:
            self._have_waited(wait)
        else:
            self._speak(self._voices.index(first), first)
        return True

    # ── What is set ──

    def _come(self, moment: Moment, at: int) -> None:
        self._standing.moments += 1
        ident = f"moment-{self._standing.moments}"
        self._say(
            at,
            kind=moment.kind,
            ident=ident,
            text=moment.text,
            title=moment.title or _beginning(moment.text, moment.kind),
            who=moment.who,
            channel=moment.channel,
            stream=ident,
            addressed=moment.kind is MomentKind.LETTER,
            rumour=moment.rumour,
            within=moment.within if moment.kind is MomentKind.CALL else timedelta(),
            spread=moment.spread,
        )
        if moment.kind is MomentKind.CALL:
            self._standing.calls.append(ident)
            for number, reaction in self._reactions(When.CALL):
                self._await(at + (reaction.after or moment.within) // MICROSECOND, number, ident, ident)

    # ── What the public says by itself ──

    def _speak(self, number: int, at: int) -> None:
        stream, flow = self._scenario.streams[number], self._standing.flows[number]
        chance = self._chance_of_voice(number)
        chance.random()  # the first draw was what the voice cost
        wording = turn_of(stream.wordings, flow.count, self._seed, stream.name)
        text = varied(wording, flow.count, len(stream.wordings), chance, addressed=stream.addressed)
        kind = MomentKind.LETTER if stream.addressed else MomentKind.POST
        self._say(
            at,
            kind=kind,
            ident=f"stream-{number + 1}-{flow.count + 1}",
            text=text,
            title=stream.title or _beginning(wording, kind),
            who=writer(stream.writers, chance, addressed=stream.addressed),
            channel=stream.channel,
            stream=stream.name,
            addressed=stream.addressed,
            rumour=stream.rumour,
            spread=figures(stream.spread, self._standing.temper, chance),
        )
        self._standing.flows[number] = streaming.Flow(count=flow.count + 1, since=at)
        self._voices[number] = self._next_voice(number)

    def _next_voice(self, number: int) -> int | None:
        cost = self._chance_of_voice(number).expovariate(1.0)
        rate = self._rate(self._scenario.streams[number])
        return streaming.next_voice(self._shapes[number], rate, self._standing.flows[number], cost)

    def _chance_of_voice(self, number: int) -> Random:
        return drawn(self._seed, self._scenario.streams[number].name, self._standing.flows[number].count)

    def _rate(self, stream: Stream) -> float:
        rate = stream.rate * (self._standing.temper if stream.follows_temper else 1.0)
        return rate * LEFT_OF_A_RUMOUR if stream.rumour in self._standing.answered else rate

    def _sum_up(self, at: int) -> None:
        """Before the rates change: what passed at the old ones."""
        for number, stream in enumerate(self._scenario.streams):
            streaming.wait(self._shapes[number], self._rate(stream), self._standing.flows[number], at)

    def _look_ahead(self) -> None:
        """After the rates changed: when each stream's next voice comes now."""
        self._voices = [self._next_voice(number) for number in range(len(self._voices))]

    # ── What the office says ──

    def _hear(self, spoken: Spoken, at: int) -> None:
        now, words = self._standing, Words(spoken)
        now.heard.append(spoken.ref)
        if spoken.sort is SpokenSort.ANSWER:
            self._close_call(spoken.to)
        if words.break_silence(self._scenario):
            now.quiet_since, now.quiet_after = at, spoken.ref
            self._await_words(at)
        if spoken.sort is SpokenSort.RELEASE:
            self._await_the_next(spoken, at)
        answered = [rumour.key for rumour in self._scenario.rumours if words.answers(rumour)]
        self._let_rumours_sink(answered, at)
        contradicts = self._contradicts(words, at)
        for number, reaction in enumerate(self._scenario.reactions):
            met = reaction.when not in WAITING and words.meets(reaction, contradicts=contradicts, answered=answered)
            if met and self._may_work(number, reaction, at):
                self._work(number, reaction, at, spoken.ref)

    def _close_call(self, ident: str) -> None:
        now = self._standing
        ident = ident or (now.calls[0] if now.calls else "")
        if ident in now.calls:
            now.calls.remove(ident)
            self._no_more(ident)

    def _await_words(self, at: int) -> None:
        """A silence begins."""
        self._no_more(SILENCE)
        for number, reaction in self._reactions(When.SILENCE):
            self._await(at + reaction.after // MICROSECOND, number, SILENCE, self._standing.quiet_after)

    def _await_the_next(self, release: Spoken, at: int) -> None:
        self._no_more(PROMISE)
        due = release.next // MICROSECOND if release.next is not None else None
        self._standing.promised = due
        if due is not None:
            for number, reaction in self._reactions(When.PROMISE):
                self._await(max(at, due + reaction.after // MICROSECOND), number, PROMISE, release.ref)

    def _let_rumours_sink(self, answered: Sequence[str], at: int) -> None:
        new = [key for key in answered if key not in self._standing.answered]
        if new:
            self._sum_up(at)
            self._standing.answered += new
            self._look_ahead()

    def _contradicts(self, words: Words, at: int) -> bool:
        """Whether people see a contradiction now. A denial of what nobody knows yet is seen when it comes out, or when
        the office itself tells the truth; each denial is seen once.
        """
        now, seen = self._standing, False
        for number, truth in enumerate(self._scenario.truths):
            if words.denies(truth):
                if at >= truth.known_at // MICROSECOND or truth.name in now.told:
                    seen = True
                else:
                    at_last = truth.known_at // MICROSECOND
                    now.waits.append(Wait(at_last, number, words.spoken.ref, words.spoken.ref, is_denial=True))
            elif words.tells(truth):
                seen = seen or any(wait.is_denial and wait.number == number for wait in now.waits)
                now.waits = [wait for wait in now.waits if not (wait.is_denial and wait.number == number)]
                now.told += [truth.name] if truth.name not in now.told else []
        return seen

    # ── What the office leaves undone ──

    def _await(self, at: int, number: int, cause: str, ref: str) -> None:
        reaction = self._scenario.reactions[number]
        at = max(at, reaction.start // MICROSECOND)
        if at <= reaction.end // MICROSECOND:
            self._standing.waits.append(Wait(at, number, cause, ref))

    def _no_more(self, cause: str) -> None:
        self._standing.waits = [wait for wait in self._standing.waits if wait.cause != cause or wait.is_denial]

    def _have_waited(self, wait: Wait) -> None:
        self._standing.waits.remove(wait)
        if wait.is_denial:
            for number, reaction in self._reactions(When.CONTRADICTION):
                if self._may_work(number, reaction, wait.at):
                    self._work(number, reaction, wait.at, wait.ref)
            return
        reaction = self._scenario.reactions[wait.number]
        self._work(wait.number, reaction, wait.at, wait.ref)
        if reaction.every:
            self._await(wait.at + reaction.every // MICROSECOND, wait.number, wait.cause, wait.ref)

    # ── How people react ──

    def _reactions(self, when: When) -> list[tuple[int, Reaction]]:
        return [pair for pair in enumerate(self._scenario.reactions) if pair[1].when is when]

    def _may_work(self, number: int, reaction: Reaction, at: int) -> bool:
        if not reaction.start // MICROSECOND <= at <= reaction.end // MICROSECOND:
            return False
        worked = self._standing.worked.get(str(number))
        return worked is None or (bool(reaction.every) and at - worked[1] >= reaction.every // MICROSECOND)

    def _work(self, number: int, reaction: Reaction, at: int, ref: str) -> None:
        now = self._standing
        count = now.worked.get(str(number), [0, 0])[0]
        now.worked[str(number)] = [count + 1, at]
        self._turn(reaction, at, ref)
        if reaction.says:
            addressed = reaction.channel in ADDRESSED_CHANNELS
            kind = MomentKind.LETTER if addressed else MomentKind.POST
            name = f"reaction-{number + 1}"
            text = turn_of(reaction.says, count, self._seed, name)
            self._say(
                at,
                kind=kind,
                ident=f"{name}-{count + 1}",
                text=text,
                title=_beginning(text, kind),
                who=writer((), drawn(self._seed, name, count), addressed=addressed),
                channel=reaction.channel,
                stream=name,
                addressed=addressed,
            )

    def _turn(self, reaction: Reaction, at: int, ref: str) -> None:
        before = self._standing.temper
        after = round(min(max(before * reaction.temper, LEAST_TEMPER), MOST_TEMPER), 6)
        if after == before:
            return
        self._sum_up(at)
        self._standing.temper = after
        self._look_ahead()
        because = reaction.because or BECAUSE[reaction.when]
        self._turns.append(Turn(at=at * MICROSECOND, before=before, after=after, because=because, ref=ref))

    def _say(self, at: int, **told: Any) -> None:
        self._said.append(Said(at=at * MICROSECOND, **told))

    def _facts(self) -> dict[str, object]:
        """For the trainer's panel; seconds."""
        now = self._standing
        return {
            "silent_for": (now.until - now.quiet_since) // streaming.MICRO,
            "promised_at": None if now.promised is None else now.promised // streaming.MICRO,
            "calls": list(now.calls),
            "answered": list(now.answered),
            "told": list(now.told),
            "voices": {stream.name: flow.count for stream, flow in zip(self._scenario.streams, now.flows, strict=True)},
            "over": now.until >= self._lasts,
        }


def _beginning(text: str, kind: MomentKind) -> str:
    """A letter without a title is called by its first words."""
    if kind is not MomentKind.LETTER:
        return ""
    cut = min((place for mark in "，。？！；,?!\n" if (place := text.find(mark)) > 3), default=len(text))
    return text[: min(cut, 24)]
