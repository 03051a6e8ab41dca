"""The transport under httpx: connects to addresses that were checked, by a deadline that holds for every byte."""

import logging
import ssl
import time
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from .addresses import reachable
from .limits import Limits

PIECE = 65536

logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells whole addresses at INFO, with what keys stand in them


class CheckedTransport(httpx.BaseTransport):
    """One conversation. The name stays in Host and in TLS, only the connection goes to the address, so that a name
    which answers differently the second time it is asked (DNS rebinding) leads nowhere else.
    """

    def __init__(self, limits: Limits) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls(), network_backend=_Backend(limits), max_connections=1, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(method=request.method, url=url, headers=request.headers.raw, content=request.stream)
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(status_code=answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        self._pool.close()


@cache
def tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Body(httpx.SyncByteStream):
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    def close(self) -> None:
        if hasattr(self._pieces, "close"):
            self._pieces.close()


class _Deadline:
    def __init__(self, limits: Limits) -> None:
        self._end = time.monotonic() + limits.seconds
        self._silence = limits.silence

    def left(self) -> float:
        """How long the next step may take; a server that gives a byte now and then gains nothing by it."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, self._silence)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, limits: Limits) -> None:
        self._deadline = _Deadline(limits)
        self._plain = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *_args: Any, **_kwargs: Any) -> httpcore.NetworkStream:
        failed: Exception | None = None
        for address in reachable(host, port):
            try:
                return _Stream(self._plain.connect_tcp(address, port, timeout=self._deadline.left()), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        assert failed is not None
        raise failed


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            self._stream.write(buffer[start : start + PIECE], timeout=self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout=left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
