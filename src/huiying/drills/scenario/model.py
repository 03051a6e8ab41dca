"""What a scenario is once it is read: what is said by whom and when, what is true, and how people react."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEAST_TEMPER, MOST_TEMPER = 0.1, 20.0
ADDRESSED_CHANNELS = ("mailbox", "board", "hotline", "mail")
"""By these the public writes to the office; by the others, and by channels of an office's own name, it is overheard."""
CHANNELS = (*ADDRESSED_CHANNELS, "weibo", "wechat", "social", "news")
FIGURES = ("reads", "reposts", "comments", "likes", "followers")
POINTS = (
    *("detection", "first_response", "four_parts", "consistency", "rumours", "sign_off"),
    *("hours", "calls", "letters", "wording", "mood"),
)
"""The points of the score (`drills.scoring.rubric`) that a scenario may weigh."""
LEVELS = ("一般", "较大", "重大", "特别重大")


class Sort(StrEnum):
    """What kind of bad day it is; drills of one sort are compared with each other."""

    MISREAD = "misread"  # 政策误读
    ACCIDENT = "accident"  # 安全事故
    ARREARS = "arrears"  # 欠薪
    RUMOUR = "rumour"  # 谣言
    PROTEST = "protest"  # 征地维权
    STORM = "storm"  # 极端天气


class MomentKind(StrEnum):
    LETTER = "letter"  # 来信 · addressed to the office, by a channel that the public writes to
    POST = "post"  # 发帖 · said about the office, overheard
    NEWS = "news"  # 报道
    CALL = "call"  # 来电 · a journalist or a superior on the telephone: a person must answer
    INSTRUCTION = "instruction"  # 批示 · a leader writes an instruction
    DOWN = "down"  # 渠道中断 · a source stops answering
    UP = "up"  # 渠道恢复
    HINT = "hint"  # 提示 · the trainer's hint, shown to the players


class When(StrEnum):
    """What a reaction waits for."""

    SILENCE = "silence"  # nothing was released for `after`
    RELEASE = "release"  # a release came out, with `has` of the four parts and without `lacks`
    WORDS = "words"  # what the office said holds one of `words`
    RUMOUR = "rumour"  # a release answered the rumour named in `rumour`
    CONTRADICTION = "contradiction"  # what the office said denies a truth, or an earlier release
    REPLY = "reply"  # a reply was sent to a writer
    CALL = "call"  # a call was left unanswered for `after`
    PROMISE = "promise"  # the next release, for which an hour was named, did not come


PARTS = ("situation", "verified", "measures", "advice")
"""The four parts of a first release, by the names of `handling.models.Release`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """来件流 · Voices that keep coming from `start` to `end`: `rate` an hour at a temper of 1, in one of its wordings.

    `channel` is the form or the connector of a channel (`weibo`, `mailbox`), resolved in the drill's own office.
    `spread` is the least and the most of each figure. `rumour` names the rumour that it carries: once the office has
    answered it, a third of the voices is left. Where it does not follow the temper, its rate stays. In `rises` it grows
    from nothing to its rate, in `fades` it falls to nothing before its end.
    """

    name: str
    channel: str
    start: timedelta
    end: timedelta
    rate: float
    wordings: tuple[str, ...]
    title: str = ""
    writers: tuple[str, ...] = ()
    addressed: bool = False
    follows_temper: bool = True
    rises: timedelta = timedelta()
    fades: timedelta = timedelta()
    rumour: str = ""
    spread: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """节点 · One thing that happens `at` so long after the beginning, and once.

    `within` is how long a call may wait for its answer; `who` says or signs it; `channel` is as in a stream.
    """

    at: timedelta
    kind: MomentKind
    text: str = ""
    title: str = ""
    who: str = ""
    channel: str = ""
    within: timedelta = 10 * MINUTE
    rumour: str = ""
    spread: Mapping[str, int] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """公众反应 · When this, the temper is multiplied by `temper` and people say one of `says` by `channel`.

    What waits (silence, call, promise) works `after` so long, once for each silence, call or promise; with `every`,
    again so often while it goes on. What is heard (release, words, rumour, contradiction, reply) works once in a
    drill; with `every`, again where it is met and so long has passed. It works only from `start` to `end`.
    """

    when: When
    temper: float
    after: timedelta = timedelta()
    every: timedelta = timedelta()
    start: timedelta = timedelta()
    end: timedelta = timedelta.max
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    rumour: str = ""
    says: tuple[str, ...] = ()
    channel: str = ""
    because: str = ""  # how the after-action report tells it
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """事实 · What is true: what tells it, and what would contradict it."""

    name: str
    tells: tuple[str, ...]
    denies: tuple[str, ...] = ()
    known_at: timedelta = timedelta()  # before that nobody in the office can know it
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rumour:
    """谣言 · What is said and is not so, by what a text is known to answer it."""

    key: str
    says: str
    answers: tuple[str, ...]
    unlawful: bool = False  # its clues belong to public security
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """演练脚本 · `begins` is the hour of the day at which it starts; `weights` multiply the weights of the score."""

    key: str
    title: str
    about: str
    sort: Sort
    begins: str
    lasts: timedelta
    level: str = ""
    place: str = ""
    brief: str = ""  # what the players are told before it begins
    streams: tuple[Stream, ...] = ()
    moments: tuple[Moment, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    truths: tuple[Truth, ...] = ()
    rumours: tuple[Rumour, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    lessons: tuple[str, ...] = ()
    text: str = ""  # the file itself, kept with the drill
