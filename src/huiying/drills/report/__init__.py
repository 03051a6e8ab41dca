"""演练评估报告 · The after-action report of a drill, an official paper written from its result alone."""

from .composing import due_on, report

__all__ = ["due_on", "report"]
