"""一、组织领导和工作机制: the leading group, the regulation, who answers for what, what training was done."""

from .reading import Reading, Row
from .wording import WE, clauses, numbered, statements

NO_GROUP = "领导小组组成人员尚未登记，本次自查未能核对"


def mechanism(reading: Reading) -> list[str]:
    """Four points at most, each a paragraph; a point of which nothing is known is left out."""
    return numbered((_leadership(reading), _rules(reading), _responsibility(reading), _training(reading)))


def group_is_known(reading: Reading) -> bool:
    return any(reading.part("group").values())


def _leadership(reading: Reading) -> str:
    group, section = reading.part("group"), reading.name("information_section")
    led = f"由{group['head']}任组长" if group.get("head") else ""
    seats = (("副组长", "deputies"), ("成员", "members"), ("联络员", "liaisons"))
    counted = "、".join(
        f"{title}{reading.many(group[key], '名', f'group_{key}')}" for title, key in seats if group.get(key)
    )
    if group_is_known(reading):
        lead = "，".join(filter(None, ("设立政务舆情回应工作领导小组", led, f"设{counted}" if counted else "")))
    else:
        lead = NO_GROUP if group else ""
    said = statements(lead, f"{section}承担日常工作" if section else "")
    return f"明确领导责任。{said}" if said else ""


def _rules(reading: Reading) -> str:
    rules, ledger = reading.part("regulation"), reading.part("ledger")
    named = "，".join(filter(None, (rules.get("name"), f"{rules['version']}版" if rules.get("version") else "")))
    basis = f"研判标准、办理时限和审签程序依照现行制度（{named}）执行" if named else ""
    reviewed = reading.told("reviews_two_step") if reading.some("reviews_two_step") else ""
    signed = f"经科室负责人和分管领导两级审签的答复{reviewed}" if reviewed else ""
    said = clauses(basis) + clauses(signed, _trace(reading, ledger.get("entries"), ledger.get("verified")))
    return f"明确制度依据。{said}" if said else ""


def _trace(reading: Reading, entries: int | None, verified: bool | None) -> str:
    if not entries or verified is None:
        return ""
    kept = reading.many(entries, "条", "ledger_entries")
    return f"期内办理过程留痕{kept}，经校验{'前后衔接、未被改动' if verified else '未能通过'}"


def _responsibility(reading: Reading) -> str:
    sections, staff, handlers = (reading.count(key) for key in ("sections", "staff", "handlers"))
    together = reading.told("multi_section") if reading.some("multi_section") else ""
    section = reading.name("information_section")
    watched = f"{section or '指定科室'}负责日常监测、登记和研判，应当回应的即时交办"
    principle = f"{watched}；按照分级负责、谁主管谁负责的原则，涉事科室为回应的第一责任主体"
    said = statements(
        "，".join(filter(None, (_sections(reading, sections), _people(reading, staff, handlers)))),
        f"涉及多个科室的{together}，由牵头科室会同有关科室办理" if together else "",
    )
    return f"落实分级责任。{principle}。{said}" if said else ""


def _sections(reading: Reading, sections: int | None) -> str:
    last = reading.name("organ")[-1:]
    return f"全{last if last in WE else '单位'}设科室{reading.many(sections, '个', 'sections')}" if sections else ""


def _people(reading: Reading, staff: int | None, handlers: int | None) -> str:
    if not handlers:
        return ""
    handled = reading.many(handlers, "名", "handlers")
    if not staff or staff < handlers:
        return f"{handled}承办人办理来件"
    return f"{reading.many(staff, '名', 'staff')}工作人员中有{handled}承办过来件，每件由一名承办人负责到底"


def _training(reading: Reading) -> str:
    """Silent where none was held: that is told with what is wrong."""
    held, told = reading.count("trainings"), reading.part("training")
    if not held or not told:
        return ""
    sorts = (("专题讲座", "lectures"), ("研讨", "seminars"), ("现场模拟", "drills"))
    by_sort = "、".join(f"{name}{reading.many(told[key], '场', f'{key}_held')}" for name, key in sorts if told.get(key))
    said = clauses(
        f"期内举办政务舆情回应培训{reading.many(held, '场', 'trainings')}（{by_sort}）",
        f"参训{reading.many(told['attendances'], '人次', 'attendances')}" if told.get("attendances") else "",
    )
    return f"开展学习培训。{said}{_share_of_staff(reading, told)}"


def _share_of_staff(reading: Reading, told: Row) -> str:
    staff, people, rate = reading.count("staff"), told.get("people"), told.get("rate")
    if not staff or not people or rate is None:
        return ""
    whole = f"现有工作人员{reading.many(staff, '名', 'staff')}中"
    return clauses(
        f"{whole}{reading.many(people, '名', 'staff_trained')}参加过培训",
        f"参训率为{reading.many(rate, '%', 'trained_rate')}",
    )
