from typing import ClassVar

from django.db import models


class Beat(models.Model):
    """心跳 · That a loop was heard on a machine: when a round last ended, the longest round since the beat before, and
    whether the last one failed.
    """

    loop = models.CharField(max_length=40)
    host = models.CharField(max_length=64)
    at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["loop", "host"], name="a_loop_has_one_beat_on_a_machine"),
        ]

    def __str__(self) -> str:
        return f"{self.loop} {self.host} {self.at:%Y-%m-%d %H:%M}"
