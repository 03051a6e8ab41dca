"""What the summary of an event in a public holiday calendar says: off or worked, and for which feast."""

import re

from icalendar import Event

OFF, WORKED, SWAPPED = "off", "worked", "swapped"
APPLE = {"WORK-HOLIDAY": OFF, "ALTERNATE-WORKDAY": WORKED}
# 调休 alone says only that days were swapped: the weekday tells which side it is.
SAYS = (
    (re.compile(r"补班|補班|上班|调班|調班|(?<![早中晚夜加])班"), WORKED),
    (re.compile(r"放假|假期|假日|休假"), OFF),
    (re.compile(r"调休|調休"), SWAPPED),
    (re.compile(r"(?<![退午双雙])休"), OFF),
)
FEASTS = (
    ("元旦", "元旦"),
    ("除夕", "春节"),
    ("春节", "春节"),
    ("春節", "春节"),
    ("清明", "清明节"),
    ("劳动", "劳动节"),
    ("勞動", "劳动节"),
    ("五一", "劳动节"),
    ("端午", "端午节"),
    ("国庆", "国庆节"),
    ("國慶", "国庆节"),
    ("中秋", "中秋节"),
)
COUNTER = re.compile(r"第\s*\d+\s*天.*|[（(【\[〔].*?[）)】\]〕]")
MARKS = re.compile(r"调休上班日?|調休上班日?|补班|補班|上班|调休|調休|放假|假期|假日|[休班｜|]")


def mark_of(event: Event) -> str:
    """OFF, WORKED or SWAPPED; empty where the event arranges nothing, as a solar term or a mere anniversary."""
    apple = str(event.get("X-APPLE-SPECIAL-DAY", "")).strip().upper()
    if apple in APPLE:
        return APPLE[apple]
    told = _summary(event)
    return next((mark for pattern, mark in SAYS if pattern.search(told)), "")


def feast_of(event: Event) -> str:
    """The feasts by the names of the law; any other by its own, without marks and counters."""
    told = _summary(event)
    known = dict.fromkeys(feast for spelling, feast in FEASTS if spelling in told)
    if known:
        return "、".join(known)
    return " ".join(MARKS.sub(" ", COUNTER.sub(" ", told)).split()) or "放假"


def _summary(event: Event) -> str:
    return " ".join(str(event.get("SUMMARY", "")).split())
