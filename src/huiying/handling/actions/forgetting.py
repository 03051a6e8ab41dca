"""The letters of a case without their writers: cut from the person, from the way back, and from their files."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile

from huiying.intake.models import Attachment, Correspondent, Delivery, Voice
from huiying.intake.sealing import fingerprint
from huiying.language import privacy

from ..models import Case, CaseFile, ClueFile

# Sources whose numbers are those of a person's account or address.
PERSONAL_SOURCES = frozenset({"mail", "wechat", "weibo"})


def letters_of(case: Case) -> list[Voice]:
    """The letter of the case and all that its writer said after it."""
    found = {case.voice_id: Voice.objects.select_related("correspondent").get(pk=case.voice_id)}
    latest = list(found)
    while latest:
        further = Voice.objects.filter(continues__in=latest, case__isnull=True).exclude(pk__in=found)
        told = {voice.pk: voice for voice in further.select_related("correspondent")}
        found |= told
        latest = list(told)
    return list(found.values())


def remove_files_of(case: Case, voices: Sequence[Voice]) -> int:
    """Remove the files of the letters and those that staff attached, each once nothing else has the same."""
    rows: list[Attachment | CaseFile] = list(Attachment.objects.filter(voice__in=voices))
    rows += CaseFile.objects.filter(case=case)
    Attachment.objects.filter(voice__in=voices).delete()
    CaseFile.objects.filter(case=case).delete()
    for row in {row.file.name: row for row in rows}.values():
        transaction.on_commit(partial(_remove, row.file))
    return len(rows)


def _remove(file: FieldFile) -> None:
    """Once the rows are gone for good."""
    if not any(model.objects.filter(file=file.name).exists() for model in (Attachment, CaseFile, ClueFile)):
        file.storage.delete(str(file.name))


def forget_writers(voices: Sequence[Voice]) -> None:
    """Cut the letters from their writers, and forget a writer whom no other letter needs."""
    people = {voice.correspondent_id for voice in voices if voice.correspondent_id}
    keys = [voice.pk for voice in voices]
    for voice in voices:
        gone: dict[str, Any] = {"raw": {}, "reply_to": {}, "code": "", "correspondent": None}
        Voice.objects.filter(pk=voice.pk).update(**gone, external_id=_number(voice))
    Delivery.objects.filter(voice__in=keys).update(to={}, external_id="")
    Correspondent.objects.filter(pk__in=people, voices=None).delete()


def _number(voice: Voice) -> str:
    """The source's number, by which a letter is not heard twice; where it may name a person, a digest of it."""
    if voice.channel.connector not in PERSONAL_SOURCES and not privacy.find(voice.external_id):
        return voice.external_id
    return f"anonymised:{fingerprint('external_id', voice.external_id)}"
