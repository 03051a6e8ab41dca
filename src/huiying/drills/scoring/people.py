"""参演人员 · Who took part, by what they did: their posts, and how many deeds of theirs the ledger has."""

from collections import Counter
from typing import Any

from django.utils import translation

from huiying.people.models import Post, User

from .record import Record

IN_CHINESE = "zh-hans"


def participants(record: Record) -> list[dict[str, Any]]:
    """Trainers first, then who did most."""
    deeds = Counter(entry.actor for entry in record.deeds)
    trainers = set(record.stage.trainers.values_list("pk", flat=True))
    answered = Counter(call.answered_by_id for call in record.calls if call.answered_by_id)
    people = User.objects.filter(is_active=True).order_by("pk")
    told = [_person(user, deeds[user.ledger_name], user.pk in trainers, answered[user.pk]) for user in people]
    active = [each for each in told if each["deeds"] or each["trainer"] or each["calls"]]
    return sorted(active, key=lambda each: (not each["trainer"], -each["deeds"], each["name"]))


def _person(user: User, deeds: int, trainer: bool, calls: int) -> dict[str, Any]:
    return {"name": str(user), "posts": _posts(user), "trainer": trainer, "deeds": deeds, "calls": calls}


def _posts(user: User) -> list[str]:
    """项目服务科承办人, 领导."""
    with translation.override(IN_CHINESE):
        posts = Post.objects.filter(user=user).select_related("section")
        return [f"{post.section.name if post.section else ''}{post.get_role_display()}" for post in posts]
