"""What stands in the sentences: steps, outcomes, roles and things by their words."""

from django.utils.translation import gettext_lazy, pgettext_lazy

STEPS = {
    "section_head": gettext_lazy("section head"),
    "countersign": gettext_lazy("countersigning section"),
    "office": gettext_lazy("information section"),
    "secrecy": gettext_lazy("secrecy examiner"),
    "leader": gettext_lazy("leader"),
    "principal": gettext_lazy("principal leader"),
}
PARTS = {
    "kind": gettext_lazy("kind"),
    "theme": gettext_lazy("theme"),
    "level": gettext_lazy("level"),
    "lead": gettext_lazy("lead section"),
    "co_sections": gettext_lazy("co-sections"),
    "rumour": gettext_lazy("possible rumour"),
}
INQUIRIES = ("inquiry.found", "inquiry.investigated", "inquiry.concluded")
VERDICTS = {
    "justified": gettext_lazy("justified"),
    "partly": gettext_lazy("partly justified"),
    "unjustified": gettext_lazy("not justified"),
}
RESULTS = {
    "solved": gettext_lazy("problem solved"),
    "handled": gettext_lazy("dealt with"),
    "explained": gettext_lazy("explained"),
    "handed_over": gettext_lazy("handed over"),
}
OUTCOMES = {
    "adopted": gettext_lazy("adopted"),
    "partly": gettext_lazy("partly adopted"),
    "not_adopted": gettext_lazy("not adopted"),
    "attended": pgettext_lazy("training", "attended"),
    "passed": pgettext_lazy("training", "attended and passed"),
    "failed": pgettext_lazy("training", "attended, did not pass"),
    "excused": pgettext_lazy("training", "excused"),
}
RULINGS = {
    "missing": gettext_lazy("missing"),
    "out_of_date": gettext_lazy("out of date"),
    "hard_to_find": gettext_lazy("hard to find"),
    "unclear": gettext_lazy("unclear"),
    "fine": gettext_lazy("fine"),
}
PAPERS = {"self-inspection": gettext_lazy("self-inspection report")}
FACTORS = {"authenticator": gettext_lazy("authenticator"), "passkey": gettext_lazy("passkey")}
ROLES = {
    "handler": gettext_lazy("handler"),
    "section_head": gettext_lazy("section head"),
    "leader": gettext_lazy("leader"),
    "information": gettext_lazy("information officer"),
    "editor": gettext_lazy("site editor"),
    "auditor": gettext_lazy("auditor"),
    "administrator": gettext_lazy("administrator"),
    "security": gettext_lazy("security administrator"),
}
RELEASES = {
    "first": gettext_lazy("first release"),
    "continuing": gettext_lazy("continuing release"),
    "press": gettext_lazy("press conference"),
    "final": gettext_lazy("final release"),
}
THINGS = {
    "backup": gettext_lazy("backup"),
    "voice": gettext_lazy("voice"),
    "case": gettext_lazy("case"),
    "channel": gettext_lazy("channel"),
    "user": gettext_lazy("member of staff"),
    "unit": gettext_lazy("unit"),
    "manuscript": gettext_lazy("text"),
    "issue": gettext_lazy("bulletin issue"),
    "planned": gettext_lazy("planned item"),
    "rule": gettext_lazy("rule"),
    "snapshot": gettext_lazy("snapshot"),
    "paper": gettext_lazy("paper"),
    "measure": gettext_lazy("promised measure"),
    "lesson": gettext_lazy("lesson"),
    "topic": gettext_lazy("topic"),
    "topics": gettext_lazy("topics"),
    "thresholds": gettext_lazy("thresholds"),
    "synonyms": gettext_lazy("synonyms"),
    "token": gettext_lazy("token"),
    "webhook": gettext_lazy("webhook"),
    "keys": gettext_lazy("keys"),
    "personal": gettext_lazy("request about personal data"),
    "chase": gettext_lazy("chase order"),
    "instruction": gettext_lazy("instruction"),
    "late-list": gettext_lazy("weekly late list"),
    "clue": gettext_lazy("clue"),
    "board": gettext_lazy("letter on the board"),
    "site": gettext_lazy("site"),
    "template": gettext_lazy("reply template"),
    "consultation": gettext_lazy("consultation"),
    "demand": gettext_lazy("demand"),
    "gap": gettext_lazy("gap"),
    "training": gettext_lazy("training"),
    "training-item": gettext_lazy("item to train"),
    "drill": gettext_lazy("drill"),
    "scenario": gettext_lazy("scenario"),
    "archive": gettext_lazy("archive"),
}
COLOURS = {"yellow": gettext_lazy("yellow card"), "red": gettext_lazy("red card")}
