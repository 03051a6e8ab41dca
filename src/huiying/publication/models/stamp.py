from secrets import token_urlsafe

from django.db import connection, models


class PortalStamp(models.Model):
    """门户版本 · One row with a word that changes with everything that is published, in the same transaction: a page
    that was made under another word is no longer shown, in whichever process it was kept.
    """

    ONLY = 1

    word = models.CharField(max_length=24)

    @classmethod
    def now(cls) -> str:
        """The word of this moment; empty where nothing was ever published, and then nothing is kept."""
        with connection.cursor() as cursor:  # asked before every page that is ready, and most of its time if built anew
            cursor.execute(f"SELECT word FROM {cls._meta.db_table} WHERE id = %s", [cls.ONLY])  # noqa: S608
            row = cursor.fetchone()
        return row[0] if row else ""

    @classmethod
    def change(cls) -> None:
        """Another word, drawn and never counted: what is taken back or restored cannot meet an old page."""
        word = token_urlsafe(12)
        if not cls.objects.filter(pk=cls.ONLY).update(word=word):
            PortalStamp.objects.bulk_create([PortalStamp(pk=cls.ONLY, word=word)], ignore_conflicts=True)
