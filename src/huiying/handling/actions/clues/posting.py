"""The posts of a clue: copied from voices with the figures of that moment, or written by hand; taken out again while
the clue is a draft.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.assessment.spreading import spread_of
from huiying.core.errors import InputError, RuleError
from huiying.core.spreading import FIGURES
from huiying.intake.models import Voice
from huiying.ledger.actions import record
from huiying.people.models import User

from ...clues.offering import IN_PUBLIC
from ...models import Clue, CluePost
from .moving import checked, open_for_writing

MOST_POSTS = 100
MOST_WORDS = 20_000
MOST_PLATFORM, MOST_ACCOUNT, MOST_LINK = 60, 120, 500
MOST_COUNT = 10**10


def keep_voices(clue: Clue, voices: Sequence[Voice], *, at: datetime) -> int:
    """Copy each voice that was said in public and is not in the clue yet; returns how many."""
    if clue.posts.count() + len(voices) > MOST_POSTS:
        raise InputError(
            _("A clue has at most %(most)d posts.") % {"most": MOST_POSTS},
            where="voices",
            fix=_("Choose the first of them and those that spread most."),
        )
    keys = [voice.pk for voice in voices]
    public = Voice.objects.filter(IN_PUBLIC, pk__in=keys).select_related("channel", "correspondent")
    found = list(public.exclude(clue_posts__clue=clue).order_by("pk"))
    letters = len(set(keys)) - Voice.objects.filter(IN_PUBLIC, pk__in=keys).count()
    if letters:
        raise InputError(
            _("A letter to us is no post of a rumour."),
            where="voices",
            fix=_("Choose what was said in public, or write the post by hand."),
        )
    CluePost.objects.bulk_create([_copied(clue, voice, at) for voice in found])
    return len(found)


def _copied(clue: Clue, voice: Voice, at: datetime) -> CluePost:
    told = spread_of(voice)
    spread = {"reads": told.reads, "reposts": told.reposts, "comments": told.comments, "likes": told.likes}
    words = f"{voice.title}\n{voice.text}" if voice.title and voice.title not in voice.text else voice.text
    link = voice.raw.get("link") if isinstance(voice.raw, Mapping) else ""
    return CluePost(
        clue=clue,
        voice=voice,
        platform=voice.channel.name,
        account=voice.correspondent.name if voice.correspondent else "",
        link=str(link or "")[:MOST_LINK],
        posted_at=voice.said_at,
        seen_at=voice.heard_at,
        words=words,
        spread={name: count for name, count in spread.items() if count is not None},
        spread_at=at,
    )


@transaction.atomic
def add_voices(clue: Clue, voices: Sequence[Voice], *, by: User, at: datetime) -> int:
    """Take more voices into a draft, each with its figures of now; returns how many were new."""
    open_for_writing(clue, by)
    kept = keep_voices(clue, voices, at=at)
    if kept:
        record("clue.posts_added", about=clue.ref, by=by, at=at, posts=kept)
    return kept


@transaction.atomic
def add_post(
    clue: Clue,
    *,
    platform: str,
    account: str = "",
    link: str = "",
    posted_at: datetime,
    seen_at: datetime,
    words: str,
    spread: Mapping[str, int],
    by: User,
    at: datetime,
) -> CluePost:
    """Write down a post that came by no channel, with the figures that a person read there."""
    open_for_writing(clue, by)
    if clue.posts.count() >= MOST_POSTS:
        raise InputError(_("A clue has at most %(most)d posts.") % {"most": MOST_POSTS})
    post = CluePost(clue=clue, spread_at=at, posted_at=posted_at, seen_at=seen_at)
    post.words = checked(words, "words", _("text"), MOST_WORDS, needed=True)
    _check_moments(posted_at, seen_at, at)
    _read_by_hand(post, spread, at)
    _place(post, platform, account, link)
    post.save()
    record("clue.posts_added", about=clue.ref, by=by, at=at, posts=1)
    return post


@transaction.atomic
def change_post(
    post: CluePost,
    *,
    platform: str,
    account: str = "",
    link: str = "",
    spread: Mapping[str, int] | None = None,
    by: User,
    at: datetime,
) -> None:
    """Say where a post stands, and the figures that its channel does not tell. Its words are never changed, nor what
    the channel told.
    """
    open_for_writing(post.clue, by)
    _place(post, platform, account, link)
    if spread is not None:
        _read_by_hand(post, spread, at)
    post.save()
    record("clue.post_changed", about=post.clue.ref, by=by, at=at, post=post.pk)


@transaction.atomic
def take_out_post(post: CluePost, *, by: User, at: datetime) -> None:
    """Take a post out of a draft."""
    open_for_writing(post.clue, by)
    key = post.pk
    if not CluePost.objects.filter(pk=key).delete()[0]:
        raise RuleError(_("This post has just been taken out."), where=post.clue.number)
    record("clue.post_taken_out", about=post.clue.ref, by=by, at=at, post=key)


def _place(post: CluePost, platform: str, account: str, link: str) -> None:
    post.platform = checked(platform, "platform", _("platform"), MOST_PLATFORM, needed=True)
    post.account = checked(account, "account", _("account"), MOST_ACCOUNT)
    post.link = checked(link, "link", _("link"), MOST_LINK)


def _check_moments(posted_at: datetime, seen_at: datetime, at: datetime) -> None:
    if seen_at < posted_at:
        raise InputError(_("It was seen before it was posted."), where="seen_at", fix=_("Compare the two moments."))
    if seen_at > at:
        raise InputError(_("This moment is still to come."), where="seen_at", fix=_("Write when it was seen."))


def _read_by_hand(post: CluePost, spread: Mapping[str, int], at: datetime) -> None:
    """Take what a person read in the place of what one read before; the channel's own figures stay."""
    channels = {name: count for name, count in post.spread.items() if name not in post.by_hand}
    read = {name: spread[name] for name in FIGURES if name in spread}
    for name, count in read.items():
        if channels.get(name, count) != count:
            raise InputError(_("This figure is the channel's and is not changed."), where=name)
        if not 0 <= count <= MOST_COUNT:
            raise InputError(_("This is no count."), where=name, fix=_("Write a whole number, or leave it empty."))
    own = {name: count for name, count in read.items() if name not in channels}
    if own != {name: post.spread[name] for name in post.by_hand}:
        post.hand_at = at if own else None
    post.spread, post.by_hand = channels | own, list(own)
