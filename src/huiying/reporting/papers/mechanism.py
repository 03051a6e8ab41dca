"""一、组织领导和工作机制: the leading group, the regulation, and who answers for what."""

from .reading import Reading
from .wording import WE, clauses, numbered, statements

NO_GROUP = "领导小组组成人员尚未登记，本次自查未能核对"


def mechanism(reading: Reading) -> list[str]:
    """Three points at most, each a paragraph; a point of which nothing is known is left out."""
    return numbered((_leadership(reading), _rules(reading), _responsibility(reading)))


def group_is_known(reading: Reading) -> bool:
    return any(reading.part("group").values())


def _leadership(reading: Reading) -> str:
    group, section = reading.part("group"), reading.name("information_section")
    led = f"由{group['head']}任组长" if group.get("head") else ""
    seats = (("副组长", "deputies"), ("成员", "members"), ("联络员", "liaisons"))
    counted = "、".join(f"{title}{group[key]}名" for title, key in seats if group.get(key))
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
    said = clauses(basis) + clauses(signed, _trace(ledger.get("entries"), ledger.get("verified")))
    return f"明确制度依据。{said}" if said else ""


def _trace(entries: int | None, verified: bool | None) -> str:
    if not entries or verified is None:
        return ""
    return f"办理过程留痕{entries}条，经校验{'前后衔接、未被改动' if verified else '未能通过'}"


def _responsibility(reading: Reading) -> str:
    sections, staff, handlers = (reading.count(key) for key in ("sections", "staff", "handlers"))
    together = reading.told("multi_section") if reading.some("multi_section") else ""
    principle = "按照分级负责、谁主管谁负责的原则，涉事科室为回应的第一责任主体"
    said = statements(
        "，".join(filter(None, (_sections(reading, sections), _people(staff, handlers)))),
        f"涉及多个科室的{together}，由牵头科室会同有关科室办理" if together else "",
    )
    return f"落实分级责任。{principle}。{said}" if said else ""


def _sections(reading: Reading, sections: int | None) -> str:
    last = reading.name("organ")[-1:]
    return f"全{last if last in WE else '单位'}设科室{sections}个" if sections else ""


def _people(staff: int | None, handlers: int | None) -> str:
    if not handlers:
        return ""
    return (
        f"{staff}名工作人员中有{handlers}名承办过来件" if staff and staff >= handlers else f"{handlers}名承办人办理来件"
    )
