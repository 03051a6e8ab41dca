"""The night of the fire, of which the browsers of the emergency tell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page

from tests.office import Office

MATTER = "云帆高新园厂房起火"
FIRST = {
    "situation": "今日，云帆高新园一厂房起火，过火面积约400平方米。",
    "verified": "人员已全部撤出，暂无伤亡，起火原因正在调查。",
    "measures": "消防救援力量已到场，云腾路临时管制。",
    "advice": "请勿围观，下风向请关好门窗。",
}
RUMOUR = "云帆高新园厂房起火，听说已经死了十几个人，官方在瞒报，快转发！"
FACTS = "经逐一清点，在场46人全部撤出，无人伤亡。"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
Enter = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Scene:
    """The night of the fire: when it began, its people's browsers, and where its incident stands."""

    office: Office
    enter: Enter
    began: datetime
    folder: Path
