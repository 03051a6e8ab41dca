"""An encoder behind an OpenAI-compatible address, for an office that runs one; nothing is sent unless it is set up."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import numpy as np

from huiying.core.errors import ConfigError, HuiyingError

from .contract import Vectors, encode_distinct

LENGTH = 1000
BATCH = 64
SECONDS = 20.0
MOST_BYTES = 64 * 2**20
_FIX = "请检查地址、密钥和模型名；未设置时系统使用本机的编码器。"


class EndpointFailed(HuiyingError):
    """The address of the encoder did not answer as it should; `again` if another try may help."""

    again = False


class _Straight(HTTPRedirectHandler):
    """No redirect is followed: words and key go where the office said and nowhere else."""

    def redirect_request(self, *_told: Any, **_named: Any) -> None:
        return None


_STRAIGHT = build_opener(_Straight)


class EndpointEncoder:
    """Asks `url` (up to and with `/v1`) for the vectors of `model`; `seconds` is the patience for each request."""

    length = LENGTH

    def __init__(self, url: str, key: str, model: str, *, seconds: float = SECONDS) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigError("编码器的地址不是 http 或 https 网址", where=url, fix="例如 http://10.0.0.8:8000/v1")
        if not model:
            raise ConfigError("没有写明编码器的模型名", where=url, fix=_FIX)
        self.name = f"endpoint:{model}"
        self._url = f"{url.rstrip('/')}/embeddings"
        self._key, self._model, self._seconds = key, model, seconds
        self._width: int | None = None

    @property
    def width(self) -> int:
        """As the address says at the first answer."""
        if self._width is None:
            self._width = self._ask(["宽度"]).shape[1]
        return self._width

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_distinct(texts, self._rows, width=self.width, length=LENGTH)

    def _rows(self, texts: list[str]) -> Vectors:
        rows = np.concatenate([self._ask(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)])
        if rows.shape[1] != self.width:
            raise self._failed(f"向量宽度前后不一：先是 {self.width}，后是 {rows.shape[1]}")
        return rows

    def _ask(self, texts: list[str]) -> Vectors:
        body = json.dumps({"model": self._model, "input": texts, "encoding_format": "float"}).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        request = Request(self._url, data=body, headers=headers)  # noqa: S310 - the scheme was checked
        try:
            with _STRAIGHT.open(request, timeout=self._seconds) as answer:
                told = answer.read(MOST_BYTES)
        except HTTPError as error:
            error.close()
            again = error.code == HTTPStatus.TOO_MANY_REQUESTS or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR
            raise self._failed(f"编码器拒绝了请求（HTTP {error.code}）", again=again) from error
        except (URLError, TimeoutError, OSError) as error:
            raise self._failed(f"编码器 {self._seconds:g} 秒内没有回应（{error}）", again=True) from error
        return self._read(told, len(texts))

    def _read(self, told: bytes, count: int) -> Vectors:
        try:
            data: list[dict[str, Any]] = json.loads(told)["data"]
            rows = np.array([d["embedding"] for d in sorted(data, key=lambda d: d["index"])], dtype=np.float32)
        except (ValueError, KeyError, TypeError) as error:
            raise self._failed("编码器的回答不是 OpenAI 的格式") from error
        if rows.ndim != 2 or len(rows) != count:
            raise self._failed(f"编码器应给 {count} 个向量，给了 {len(rows)} 个")
        return rows

    def _failed(self, what: str, *, again: bool = False) -> EndpointFailed:
        failed = EndpointFailed(what, where=self._url, fix="稍后会再试。" if again else _FIX)
        failed.again = again
        return failed
