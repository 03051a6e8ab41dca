"""The index in an OpenSearch server, by its documented REST API: create and delete index, bulk, search. The tokens are
ours, kept as keywords, so that no analyser need be installed there and all engines find the same.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from huiying.language.wanted import Way

from . import rows
from .contract import Alike, Asked, EngineFailed, Filters, Group, Written

TIMEOUT = httpx.Timeout(2.0, connect=1.0)  # a page waits for it
BATCH = 500
MISSING = 404
_FIELDS = {name: {"type": "keyword"} for name in ("title", "tokens", "kind", "column")} | {"dated": {"type": "date"}}
_INDEX = {"mappings": {"dynamic": "strict", "properties": _FIELDS}}


class OpenSearchEngine:
    """`address` names server and index: https://user:password@search.example:9200/portal."""

    def __init__(self, address: str, *, transport: httpx.BaseTransport | None = None) -> None:
        parts = urlsplit(address)
        self._index = parts.path.strip("/")
        self._base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._transport = transport

    @cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self._base, auth=self._auth, timeout=TIMEOUT, transport=self._transport)

    def write(self, rows: Sequence[Written]) -> None:
        if rows:
            self._make()
        for start in range(0, len(rows), BATCH):
            lines: list[dict[str, Any]] = []
            for row in rows[start : start + BATCH]:
                lines += [{"index": {"_id": str(row.key)}}, _document(row)]
            self._bulk(lines)

    def forget(self, rows: Iterable[Written]) -> None:
        lines = [{"delete": {"_id": str(row.key)}} for row in rows]
        if lines:
            self._bulk(lines)

    def empty(self) -> None:
        self._ask("DELETE", f"/{self._index}", missing=True)

    def matching(self, asked: Asked, most: int) -> list[int]:
        field = "title" if asked.in_title else "tokens"
        met = [_group(group, field) for group in asked.groups]
        query = {"bool": {"filter": [*met, *_narrowed(asked.filters)]}}
        # keys are numbers written as words; those of one day are put in order here
        found = self._hits({"query": query, "sort": [{"dated": "desc"}], "size": most})
        return [key for _day, key in sorted(((hit["sort"][0], int(hit["_id"])) for hit in found), reverse=True)]

    def likest(self, alike: Alike, most: int) -> list[int]:
        some = [_worth("tokens", token, worth) for token, worth in alike.tokens]
        some += [_worth("title", token, worth * rows.TITLE_WORTH) for token, worth in alike.tokens]
        query = {"bool": {"should": some, "minimum_should_match": 1, "filter": _narrowed(alike.filters)}}
        found = self._hits({"query": query, "size": most})
        return [key for _score, key in sorted(((hit["_score"], int(hit["_id"])) for hit in found), reverse=True)]

    def _make(self) -> None:
        """Make the index where there is none: a keyword is not cut, and nothing else is taken in."""
        if self._ask("HEAD", f"/{self._index}", missing=True) is None:
            self._ask("PUT", f"/{self._index}", content=json.dumps(_INDEX))

    def _bulk(self, lines: Sequence[dict[str, Any]]) -> None:
        told = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        answer = self._ask("POST", f"/{self._index}/_bulk?refresh=wait_for", content=told, kind="application/x-ndjson")
        refused = [item for item in (answer or {}).get("items", ()) if _failed(item)]
        if refused:
            raise EngineFailed(f"{len(refused)} entries were refused, the first: {str(refused[0])[:200]}")

    def _hits(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self._ask(
            "POST", f"/{self._index}/_search", content=json.dumps({**body, "_source": False}), missing=True
        )
        return list(answer["hits"]["hits"]) if answer else []

    def _ask(
        self, way: str, path: str, *, content: str = "", kind: str = "application/json", missing: bool = False
    ) -> dict[str, Any] | None:
        """The server's answer; None where `missing` is no error and there is no such index."""
        try:
            answer = self._client.request(way, path, content=content or None, headers={"Content-Type": kind})
            if missing and answer.status_code == MISSING:
                return None
            answer.raise_for_status()
            return dict(answer.json()) if answer.content else {}
        except (httpx.HTTPError, ValueError) as error:
            raise EngineFailed(f"{way} {path}: {error}") from error


def _document(row: Written) -> dict[str, Any]:
    told = {"title": list(row.title), "tokens": list(row.tokens), "kind": row.kind, "column": row.column}
    return {**told, "dated": row.dated.isoformat()}


def _failed(item: dict[str, Any]) -> bool:
    """Whether one line of a bulk was refused; to delete what is not there is no failure."""
    ((way, result),) = item.items()
    return result.get("status", 200) >= 300 and not (way == "delete" and result.get("status") == MISSING)


def _group(group: Group, field: str) -> dict[str, Any]:
    return {"bool": {"should": [_way(way, field) for way in group], "minimum_should_match": 1}}


def _way(way: Way, field: str) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [{"term": {field: token}} for token in way.tokens]
    parts += [{"prefix": {field: {"value": beginning}}} for beginning in way.beginnings]
    return {"bool": {"filter": parts}}


def _worth(field: str, token: str, worth: float) -> dict[str, Any]:
    return {"constant_score": {"filter": {"term": {field: token}}, "boost": round(worth, 4)}}


def _narrowed(filters: Filters) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    found += [{"term": {"kind": filters.kind}}] if filters.kind else []
    found += [{"term": {"column": filters.column}}] if filters.column else []
    days = {"gte": filters.since, "lte": filters.until}
    between = {bound: day.isoformat() for bound, day in days.items() if day}
    return [*found, {"range": {"dated": between}}] if between else found
