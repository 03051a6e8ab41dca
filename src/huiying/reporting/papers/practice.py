"""二、主要做法: platforms, criteria, timeliness and demands, each in the figures that show it."""

from collections.abc import Sequence

from huiying.reporting.figures.reference import escaped

from . import movement
from .reading import Reading, Row
from .wording import chinese, clauses, listed, quoted, statements, the_month

MOST_NAMED = 3
FORM_NAMES = {"mailbox": "信箱", "board": "留言板", "social": "政务新媒体", "hotline": "热线"}
MOST_CHANNELS = 6
FIRST_RELEASE = "首次发布应包括简要事实、初步核实情况、政府应对措施和公众防范措施，其后根据进展续报。"


def platforms(reading: Reading, appendix: str) -> str:
    """（一）平台管理: channels and what came by each, what was filed, what was released. `appendix` holds the rest."""
    return _channels(reading, appendix) + clauses(
        f"期内办结归档{reading.told('closed')}" if reading.some("closed") else "", _released(reading)
    )


def _channels(reading: Reading, appendix: str) -> str:
    """Those by which most came, with their counts; where all was answered is told, silence is a finding."""
    heard = sorted((c for c in reading.rows("channels") if c["received"]), key=lambda c: -c["received"])
    if not heard:
        return ""
    if len(heard) == 1:
        received, replied = (_of_channel(reading, heard[0], key) for key in ("received", "replied"))
        return f"来件全部来自{heard[0]['name']}，收到{received}，答复{replied}。"
    asked, filed = [c for c in heard if c["form"] != "file"], [c for c in heard if c["form"] == "file"]
    full = [c for c in asked if c["replied"] == c["received"]]
    some = len(asked) > MOST_CHANNELS and appendix
    named, imported = (listed(_with_counts(reading, c, "channel")) for c in (asked[:MOST_CHANNELS], filed))
    count = reading.many(len(asked), "个", "channels_heard")
    return statements(
        f"{count}渠道收到来件，{'较多的' if some else '依次'}为{named}" if asked else "",
        f"另有{imported}" if imported and asked else imported,
        f"{listed(_names(full))}的来件已全部答复" if 0 < len(full) <= MOST_NAMED else "",
        f"其余见{appendix}" if some else "",
    )


def _released(reading: Reading) -> str:
    published = reading.part("published")
    forms, pages = published.get("forms") or [], published.get("pages")
    if not pages:
        return f"通过{listed(forms)}对外公开" if forms else ""
    told = reading.many(pages, "篇", "pages_published")
    return f"通过{listed(forms)}发布信息{told}" if forms else f"发布信息{told}"


def criteria(reading: Reading) -> str:
    """（二）研判标准: the criteria screened, what kinds and themes came, what was hot."""
    if reading.is_empty:
        return ""
    return (
        _by_criterion(reading)
        + clauses(_by_kind(reading))
        + clauses(_by_theme(reading))
        + _hottest(reading)
        + _alarms(reading)
    )


def _by_criterion(reading: Reading) -> str:
    rows = reading.rows("criteria")
    met = sorted((row for row in rows if row["voices"]), key=lambda row: -row["voices"])
    if not rows:
        return ""
    screened = f"对照应当回应的{chinese(len(rows))}类情形逐件研判"
    if not met:
        return f"{screened}，期内来件均未提示符合。"
    hits = "、".join(f"{quoted([row['title']])}的{reading.many(row['voices'], '件', _criterion(row))}" for row in met)
    several = "（一件可同时符合几类）" if len(met) > 1 else ""
    return f"{screened}，提示符合{hits}{several}。"


def _criterion(row: Row) -> str:
    return f"criterion_{row['id']}"


def _by_kind(reading: Reading) -> str:
    counted = sorted(
        ((kind, n) for kind, n in reading.part("kinds").items() if n), key=lambda pair: (-pair[1], pair[0])
    )
    told = "、".join(f"{kind}{reading.many(n, '件', f'received:kind={kind}')}" for kind, n in counted)
    return f"按类别分，{told}" if told else ""


def _by_theme(reading: Reading) -> str:
    ranked = sorted((t for t in reading.rows("themes") if t["received"]), key=lambda t: -t["received"])
    if not ranked:
        return ""
    return f"按领域分，较多的是{listed(_with_counts(reading, ranked[:MOST_NAMED], 'theme'))}"


def _hottest(reading: Reading) -> str:
    topics = reading.rows("topics")
    if not topics:
        return ""
    top = max(topics, key=lambda topic: topic["heat"])
    voices = reading.many(top["voices"], "件", f"received:topic={top.get('id')}")
    answered, published = top.get("answered"), top.get("published")
    state = "已公开回应" if published else "已答复而未公开回应" if answered else "尚未答复"
    return f"热度最高的是{quoted([top['description']])}（{voices}），{state}。"


def _alarms(reading: Reading) -> str:
    """Emergencies, unless the criteria have told them, and rumours."""
    emergencies, rumours = reading.count("emergencies"), reading.count("rumours")
    told = (
        ("涉及突发事件", "emergencies", None if reading.rows("criteria") else emergencies),
        ("疑似谣言", "rumours", rumours),
    )
    known = [(name, key, count) for name, key, count in told if count is not None]
    if not known:
        return ""
    found = [f"{name}的来件{reading.many(count, '件', key)}" for name, key, count in known if count]
    return f"研判提示{'、'.join(found)}。" if found else f"研判未提示{listed([name for name, *_ in known])}的来件。"


def timeliness(reading: Reading, appendix: str) -> str:
    """（三）回应时限: the terms, how many kept them, how long answers took. `appendix` cites the acts."""
    terms = reading.rows("terms")
    spelled = "、".join(f"{term['title']}{term['text']}" for term in terms)
    cited = f"，依据见{appendix}" if appendix else ""
    ruled = f"办理时限为：{spelled}{cited}。" if spelled else ""
    emergency = FIRST_RELEASE if any("突发" in term["title"] for term in terms) else ""
    return ruled + emergency + _kept(reading) + _length(reading) + _busiest(reading)


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


def _busiest(reading: Reading) -> str:
    months = reading.rows("monthly")
    if len(months) < 2:
        return ""
    most, least = max(months, key=lambda m: m["received"]), min(months, key=lambda m: m["received"])
    if most["received"] == least["received"]:
        return ""
    high, low = (reading.many(m["received"], "件", f"received@{m['month']}") for m in (most, least))
    return f"各月来件最多{high}（{the_month(most['month'])}），最少{low}（{the_month(least['month'])}）。"


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
        + clauses(_by_form(reading))
        + clauses(_inside(reading), _opened(reading))
        + _used(reading)
        + _opinions(reading)
    )


def _by_form(reading: Reading) -> str:
    """By kind of channel, where one has several channels: the single ones are told with the platforms."""
    forms: dict[str, list[Row]] = {}
    for channel in reading.rows("channels"):
        if channel["received"] and channel["form"] in FORM_NAMES:
            forms.setdefault(channel["form"], []).append(channel)
    if len(forms) < 2 or all(len(channels) == 1 for channels in forms.values()):
        return ""
    told = (f"{FORM_NAMES[form]}{_summed(reading, channels)}" for form, channels in forms.items())
    return f"按渠道类型分，{'，'.join(told)}"


def _summed(reading: Reading, channels: Sequence[Row]) -> str:
    """收到379件、答复365件."""
    told, ids = [], [channel.get("id") for channel in channels]
    for verb, key in (("收到", "received"), ("答复", "replied")):
        reference = f"sum({','.join(f'{key}:channel={channel_id}' for channel_id in ids)})"
        told.append(f"{verb}{reading.many(sum(c[key] for c in channels), '件', reference)}")
    return "、".join(told)


def _used(reading: Reading) -> str:
    """What became of suggestions and of justified complaints: the public's opinions as a measure of our work."""
    decided, justified = reading.some("suggestions_decided"), reading.some("justified")
    return statements(
        f"对建议说明采纳情况{reading.told('suggestions_decided')}，"
        f"采纳和部分采纳{reading.told('suggestions_adopted')}，作为改进工作的依据"
        if decided
        else "",
        f"投诉举报经核查属实和部分属实{reading.told('justified')}，已有处理结果{reading.told('concluded')}"
        if justified
        else "",
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


def _with_counts(reading: Reading, rows: Sequence[Row], dimension: str) -> list[str]:
    """市长信箱（210件）."""
    told = []
    for row in rows:
        key = escaped(row["name"]) if dimension == "theme" else row.get("id")
        told.append(f"{row['name']}（{reading.many(row['received'], '件', f'received:{dimension}={key}')}）")
    return told


def _of_channel(reading: Reading, channel: Row, key: str) -> str:
    return reading.many(channel[key], "件", f"{key}:channel={channel.get('id')}")


def _names(rows: Sequence[Row]) -> list[str]:
    return [str(row["name"]) for row in rows]
