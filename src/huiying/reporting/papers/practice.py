"""二、主要做法: platforms, criteria, timeliness and demands, each in the figures that show it."""

from collections.abc import Mapping, Sequence
from typing import Any

from . import movement
from .reading import Reading, Row
from .wording import chinese, clauses, listed, quoted, statements, the_month

MOST_NAMED = 3
MOST_CHANNELS = 6
FIRST_RELEASE = "首次发布应包括简要事实、初步核实情况、政府应对措施和公众防范措施，其后根据进展续报。"


def platforms(reading: Reading, appendix: str) -> str:
    """（一）平台管理: channels and what came by each, what was filed, what was released. `appendix` holds the rest."""
    return _channels(reading.rows("channels"), appendix) + clauses(
        f"期内办结归档{reading.told('closed')}" if reading.some("closed") else "", _released(reading)
    )


def _channels(channels: Sequence[Row], appendix: str) -> str:
    """Those by which most came, with their counts; where all was answered is told, silence is a finding."""
    heard = sorted((c for c in channels if c["received"]), key=lambda c: -c["received"])
    if not heard:
        return ""
    if len(heard) == 1:
        return f"来件全部来自{heard[0]['name']}，收到{heard[0]['received']}件，答复{heard[0]['replied']}件。"
    asked, filed = [c for c in heard if c["form"] != "file"], [c for c in heard if c["form"] == "file"]
    full = [c for c in asked if c["replied"] == c["received"]]
    some = len(asked) > MOST_CHANNELS and appendix
    named = listed(_with_counts(asked[:MOST_CHANNELS]))
    return statements(
        f"{chinese(len(asked))}个渠道收到来件，{'较多的' if some else '依次'}为{named}" if asked else "",
        f"另有{listed(_with_counts(filed))}" if filed and asked else listed(_with_counts(filed)),
        f"{listed(_names(full))}的来件已全部答复" if 0 < len(full) <= MOST_NAMED else "",
        f"其余见{appendix}" if some else "",
    )


def _released(reading: Reading) -> str:
    published = reading.part("published")
    forms, pages = published.get("forms") or [], published.get("pages")
    if not pages:
        return f"通过{listed(forms)}对外公开" if forms else ""
    return f"通过{listed(forms)}发布信息{pages}篇" if forms else f"发布信息{pages}篇"


def _by_channel(channels: Sequence[Row], appendix: str) -> str:
    heard = sorted((c for c in channels if c["received"]), key=lambda c: -c["received"])
    if not heard:
        return ""
    if len(heard) == 1:
        return f"来件全部来自{heard[0]['name']}，收到{heard[0]['received']}件，答复{heard[0]['replied']}件。"
    most = listed(_with_counts(heard[:MOST_NAMED]))
    full = [c for c in heard if c["replied"] == c["received"]]
    return statements(
        f"来件较多的是{most}" if len(heard) > MOST_NAMED else f"来件来自{most}",
        f"{listed(_names(full))}的来件已全部答复" if full else "",
        f"其余见{appendix}" if appendix and len(heard) > MOST_NAMED else "",
    )


def criteria(reading: Reading) -> str:
    """（二）研判标准: the criteria screened, what kinds and themes came, what was hot."""
    if reading.is_empty:
        return ""
    return (
        _by_criterion(reading.rows("criteria"))
        + clauses(_by_kind(reading.part("kinds")))
        + clauses(_by_theme(reading.rows("themes")))
        + _hottest(reading.rows("topics"))
        + _alarms(reading)
    )


def _by_criterion(rows: Sequence[Row]) -> str:
    met = sorted((row for row in rows if row["voices"]), key=lambda row: -row["voices"])
    if not rows:
        return ""
    screened = f"对照应当回应的{chinese(len(rows))}类情形逐件研判"
    if not met:
        return f"{screened}，期内来件均未提示符合。"
    hits = "、".join(f"{quoted([row['title']])}的{row['voices']}件" for row in met)
    several = "（一件可同时符合几类）" if len(met) > 1 else ""
    return f"{screened}，提示符合{hits}{several}。"


def _by_kind(kinds: Mapping[str, Any]) -> str:
    counted = sorted(((kind, n) for kind, n in kinds.items() if n), key=lambda pair: -pair[1])
    return f"按类别分，{'、'.join(f'{kind}{n}件' for kind, n in counted)}" if counted else ""


def _by_theme(themes: Sequence[Row]) -> str:
    ranked = sorted((t for t in themes if t["received"]), key=lambda t: -t["received"])
    if not ranked:
        return ""
    return f"按领域分，较多的是{listed(_with_counts(ranked[:MOST_NAMED]))}"


def _hottest(topics: Sequence[Row]) -> str:
    if not topics:
        return ""
    top = max(topics, key=lambda topic: topic["heat"])
    answered, published = top.get("answered"), top.get("published")
    state = "已公开回应" if published else "已答复而未公开回应" if answered else "尚未答复"
    return f"热度最高的是{quoted([top['description']])}（{top['voices']}件），{state}。"


def _alarms(reading: Reading) -> str:
    """Emergencies, unless the criteria have told them, and rumours."""
    emergencies, rumours = reading.count("emergencies"), reading.count("rumours")
    told = (
        ("涉及突发事件", None if reading.rows("criteria") else emergencies),
        ("疑似谣言", rumours),
    )
    known = [(name, count) for name, count in told if count is not None]
    if not known:
        return ""
    found = [f"{name}的来件{count}件" for name, count in known if count]
    return f"研判提示{'、'.join(found)}。" if found else f"研判未提示{listed([name for name, _ in known])}的来件。"


def timeliness(reading: Reading, appendix: str) -> str:
    """（三）回应时限: the terms, how many kept them, how long answers took. `appendix` cites the acts."""
    terms = reading.rows("terms")
    spelled = "、".join(f"{term['title']}{term['text']}" for term in terms)
    cited = f"，依据见{appendix}" if appendix else ""
    ruled = f"办理时限为：{spelled}{cited}。" if spelled else ""
    emergency = FIRST_RELEASE if any("突发" in term["title"] for term in terms) else ""
    return ruled + emergency + _kept(reading) + _length(reading) + _busiest(reading.rows("monthly"))


def _kept(reading: Reading) -> str:
    rate = reading.told("on_time_rate")
    if not rate:
        return ""
    counts = (("on_time", "按时答复"), ("late_closed", "超期答复"), ("overdue_open", "到期仍未答复"))
    counted = "、".join(f"{verb}{reading.told(key)}" for key, verb in counts if reading.some(key))
    prompt = [row["section"] for row in reading.rows("late_by_section") if row["closed"] and not row["late"]]
    return statements(
        "，".join(filter(None, (counted, f"按时答复率{rate}", movement.of_rate(reading, "on_time_rate")))),
        f"{listed(prompt)}的答复没有超期" if 0 < len(prompt) <= MOST_NAMED and reading.some("late_closed") else "",
    )


def _length(reading: Reading) -> str:
    half, most = reading.told("median_days"), reading.told("p90_days")
    return clauses(
        f"半数来件在{half}内答复" if half else "",
        movement.of_length(reading, "median_days"),
        f"九成在{most}内答复" if most and half else "",
    )


def _busiest(months: Sequence[Row]) -> str:
    if len(months) < 2:
        return ""
    most, least = max(months, key=lambda m: m["received"]), min(months, key=lambda m: m["received"])
    if most["received"] == least["received"]:
        return ""
    return (
        f"各月来件最多{most['received']}件（{the_month(most['month'])}），"
        f"最少{least['received']}件（{the_month(least['month'])}）。"
    )


def demands(reading: Reading) -> str:
    """（四）诉求办理: received and answered, complaints and suggestions, what the writers say of it."""
    if reading.is_empty:
        return "期内没有收到来件。"
    return (
        statements(
            _said("收到来件", reading.told("received"), movement.of_count(reading, "received")),
            _said("答复", reading.told("replied"), _reply_rate(reading)),
            f"尚未答复{reading.told('open')}" if reading.some("open") else "",
        )
        + clauses(_inside(reading), _opened(reading))
        + _opinions(reading)
    )


def _reply_rate(reading: Reading) -> str:
    return _said("答复率", reading.told("reply_rate"), movement.of_rate(reading, "reply_rate"))


def _inside(reading: Reading) -> str:
    counted = (("complaints", "投诉举报"), ("suggestions", "意见建议"))
    said = "、".join(f"{name}{reading.told(key)}" for key, name in counted if reading.some(key))
    return f"来件中有{said}" if said else ""


def _opened(reading: Reading) -> str:
    answers, rate = reading.some("published_answers"), reading.told("publish_rate")
    return _said("公开答复", reading.told("published_answers"), _said("答复公开率", rate)) if answers else ""


def _opinions(reading: Reading) -> str:
    if not reading.some("rated"):
        return ""
    solved = reading.told("solved_rate")
    return statements(
        _said("收到评价", reading.told("rated"), _said("满意", reading.told("satisfied"))),
        _said("满意率", reading.told("satisfaction_rate"), movement.of_rate(reading, "satisfaction_rate")),
        f"解决率{solved}" if solved else "",
        f"因来件人不满意重新办理{reading.told('reopened')}" if reading.some("reopened") else "",
    )


def _said(verb: str, told: str, *more: str) -> str:
    """答复570件，答复率95.0%: nothing where the first figure is missing."""
    return "，".join(filter(None, (f"{verb}{told}", *more))) if told else ""


def _with_counts(rows: Sequence[Row]) -> list[str]:
    """市长信箱（210件）."""
    return [f"{row['name']}（{row['received']}件）" for row in rows]


def _names(rows: Sequence[Row]) -> list[str]:
    return [str(row["name"]) for row in rows]
