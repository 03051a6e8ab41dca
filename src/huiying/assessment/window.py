"""The stream of this process: what came in is added to it, so that topics grow without reading everything again."""

import threading
from collections.abc import Sequence

from huiying.language.topics import Post, TopicStream
from huiying.language.topics import Topic as Found

from .belonging import newest_word, words_on
from .posts import EVERYWHERE, MAX_VOICES, Place, posts_between, posts_heard_after


class Window:
    """The newest voices as a stream of topics, which forgets the oldest by itself. It is filled at first use, and anew
    when somebody has said something of the voices since.
    """

    def __init__(self, most: int = MAX_VOICES, place: Place = EVERYWHERE) -> None:
        self._most, self._place = most, place
        self._lock = threading.Lock()
        self._stream: TopicStream | None = None
        self._newest = self._word = 0

    def topics(self) -> list[Found]:
        """The topics of all that was said until now."""
        with self._lock:
            word = newest_word()
            if self._stream is None or word != self._word:
                self._stream = self._filled()
                self._word = word
            else:
                self._add(self._stream, posts_heard_after(self._newest, self._place))
            return self._stream.topics()

    def forget(self) -> None:
        with self._lock:
            self._stream = None

    def _filled(self) -> TopicStream:
        posts = posts_between(None, None, self._place)[-self._most :]
        stream, said = TopicStream(window=self._most), words_on(posts)
        self._newest = 0
        self._add(stream, posts)
        for group in said.together:
            stream.together(group)
        for pair in said.apart:
            stream.apart(pair)
        return stream

    def _add(self, stream: TopicStream, posts: Sequence[Post]) -> None:
        if posts:
            stream.add(posts)
            self._newest = max(self._newest, *(int(post.id) for post in posts))
