"""What became of the voices that were fed: each once, judged once, one case, one receipt, and the ledger holds."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import connections
from django.utils import timezone

from bench.feeding import SLUG
from huiying.assessment.models import Proposal
from huiying.handling.models import Case
from huiying.intake.actions import send_out
from huiying.intake.models import Delivery, Voice
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.project import loops


def finish(later: timedelta) -> None:
    """Empty the shelves as one worker would `later`, when what the dead had taken is free again."""
    connections.close_all()
    at = timezone.now() + later
    loops.judge(at)
    loops.open_cases(at)
    while send_out(at=at):
        pass


def found(fed: Collection[str], taken: Mapping[str, int]) -> dict[str, Any]:
    """Counts of what is wrong, 0 where all is well, beside what there is. `taken` are the mails by Message-ID."""
    voices = {voice.external_id: voice for voice in Voice.objects.filter(channel__slug=SLUG)}
    numbers = {voice.number for voice in voices.values()}
    deeds = Counter(Entry.objects.filter(deed="voice.proposed").values_list("about", flat=True))
    mails = Delivery.objects.filter(channel__slug=SLUG)
    sent = mails.filter(state=Delivery.State.SENT)
    unsure = mails.filter(state=Delivery.State.UNSURE).count()
    judged = Proposal.objects.filter(voice__channel__slug=SLUG).count()
    cases = Case.objects.filter(voice__channel__slug=SLUG).count()
    proof = verify()
    return {
        "voices_lost": len(set(fed) - voices.keys()),
        "voices_doubled": Voice.objects.filter(channel__slug=SLUG).count() - len(voices),
        "not_judged": len(voices) - judged,
        "judged_twice": sum(deeds[f"voice:{number}"] - 1 for number in numbers if deeds[f"voice:{number}"]),
        "without_case": len(voices) - cases,
        "numbers_doubled": len(voices) - len(numbers),
        "mails_sent": sent.count(),
        "mails_perhaps_sent": unsure,
        "mails_lost": len(voices) - sent.count() - unsure + _never_arrived(sent, taken),
        "mails_doubled": sum(many - 1 for many in taken.values()),
        "ledger_entries": proof.entries,
        "ledger_holds": proof.ok,
    }


def _never_arrived(sent: Any, taken: Mapping[str, int]) -> int:
    return sum(1 for ident in sent.values_list("external_id", flat=True) if ident not in taken)


def is_well(told: Mapping[str, Any]) -> bool:
    """Whether nothing was lost and nothing doubled."""
    names = ("voices_lost", "voices_doubled", "not_judged", "judged_twice", "without_case", "numbers_doubled")
    return bool(told["ledger_holds"]) and not any(told[name] for name in (*names, "mails_lost", "mails_doubled"))
