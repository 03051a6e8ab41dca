"""年度报告 · Six sections with their tables, by 国办公开办函〔2021〕30号 (政府信息公开条例 arts. 49, 50)."""

from .checks import checks, failing
from .composing import compose
from .gathering import gather

__all__ = ["checks", "compose", "failing", "gather"]
