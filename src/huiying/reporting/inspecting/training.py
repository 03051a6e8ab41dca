"""What training was done: counted from the register of trainings."""

from huiying.reporting.figures import Numbers
from huiying.reporting.papers.facts import TrainingFacts


def trained(numbers: Numbers) -> TrainingFacts:
    rate = numbers.take("trained_rate")
    return {
        "lectures": numbers.count("lectures_held"),
        "seminars": numbers.count("seminars_held"),
        "drills": numbers.count("drills_held"),
        "attendances": numbers.count("attendances"),
        "people": numbers.count("staff_trained"),
        "rate": None if rate is None else float(rate),
    }
