"""A language model behind an OpenAI-compatible address, where an office runs one; else nothing is sent anywhere."""

import json
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from huiying.core.errors import ConfigError, HuiyingError

SECONDS = 20.0
MOST_BYTES = 2**18
TASK = (
    "把下面这段公文改得通顺、简练。⟦1⟧这样的记号代表数字，须原样保留，次序不变。不得增加数字、名称、评价和原文没有的意思。"
    "只回答改好的一段文字。"
)


class WriterFailed(HuiyingError):
    """The address of the language model did not answer as it should."""


class Writer:
    """Asks `model` at `url` (up to and with `/v1`) to write a paragraph better; it never decides anything."""

    def __init__(self, url: str, key: str, model: str, *, seconds: float = SECONDS) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not model:
            raise ConfigError("语言模型的地址或者模型名不对", where=url, fix="例如 http://10.0.0.8:8000/v1")
        self._url, self._model, self._seconds = f"{url.rstrip('/')}/chat/completions", model, seconds
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def __call__(self, paragraph: str) -> str:
        messages = [{"role": "system", "content": TASK}, {"role": "user", "content": paragraph}]
        body = {"model": self._model, "messages": messages, "temperature": 0}
        try:
            # No redirect is followed: the text goes where the office said and nowhere else.
            with httpx.stream("POST", self._url, json=body, headers=self._headers, timeout=self._seconds) as answer:
                if answer.status_code != HTTPStatus.OK:
                    raise self._failed(f"语言模型拒绝了请求（HTTP {answer.status_code}）")
                return self._read(self._whole(answer))
        except httpx.HTTPError as error:
            raise self._failed(f"语言模型没有回应（{type(error).__name__}）") from error

    def _whole(self, answer: httpx.Response) -> bytes:
        """The answer as far as it is let in."""
        told = bytearray()
        for piece in answer.iter_bytes():
            told += piece
            if len(told) > MOST_BYTES:
                raise self._failed("语言模型的回答太长")
        return bytes(told)

    def _read(self, answer: bytes) -> str:
        try:
            told = json.loads(answer)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise self._failed("语言模型的回答不是 OpenAI 的格式") from error
        if not isinstance(told, str):
            raise self._failed("语言模型的回答不是文字")
        return told

    def _failed(self, what: str) -> WriterFailed:
        return WriterFailed(what, where=self._url, fix="请检查地址、密钥和模型名；文稿用原来的文字。")
