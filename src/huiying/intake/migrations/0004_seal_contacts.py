"""Telephone numbers and mail addresses move from plain columns into sealed addresses."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import migrations

BATCH = 500


def seal_contacts(apps, schema_editor):
    # As `intake/sealing.py` does it; a migration keeps its own copy, so that it means the same for ever.
    newest = base64.urlsafe_b64encode(hashlib.sha256(f"huiying sealing {settings.SEALING_KEYS[0]}".encode()).digest())
    box = Fernet(newest)
    key = hashlib.sha256(f"huiying fingerprint {settings.FINGERPRINT_KEY}".encode()).digest()
    persons, addresses = apps.get_model("intake", "Correspondent").objects, apps.get_model("intake", "Address")
    found = {}
    for person in persons.order_by("id").iterator(BATCH):
        for kind, value in _told(person):
            digest = hmac.digest(key, f"{kind}\x1f{value}".encode(), "sha256").hex()
            sealed = box.encrypt(value.encode()).decode()
            found.setdefault(digest, addresses(correspondent=person, kind=kind, digest=digest, value=sealed))
    addresses.objects.bulk_create(found.values(), batch_size=BATCH)


def _told(person):
    if person.phone:
        yield "phone", person.phone.removeprefix("+86")
    if person.mail:
        yield "mail", person.mail.lower()
    voice = None if person.phone or person.mail else person.voices.select_related("channel").order_by("id").first()
    if voice and person.name:
        yield "name", f"{voice.channel.slug} {person.name}"


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_channels_in_and_out")]

    operations = [migrations.RunPython(seal_contacts, migrations.RunPython.noop)]
