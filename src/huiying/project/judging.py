"""The judge of this home: that of its office, or of the office that ships as a template where none is made yet."""

from django.db import DatabaseError

from huiying.assessment.office import examples, office, thresholds
from huiying.language.judge import Judge, Office, SectionDuty
from huiying.project.demo.world.office import load_office


def office_judge() -> Judge:
    """A judge that knows the sections and thresholds of the office in this home and what its people have confirmed."""
    try:
        ours = office()
        if ours.sections:
            return Judge(ours, examples=examples(), thresholds=thresholds())
        return Judge(template_office())
    except DatabaseError:
        return Judge(template_office())


def template_office() -> Office:
    """The template's sections as the judge needs them, the information section first."""
    sections = sorted(load_office().sections, key=lambda s: not s.information)
    return Office(sections=tuple(SectionDuty(name=s.name, duties=s.duties) for s in sections))
