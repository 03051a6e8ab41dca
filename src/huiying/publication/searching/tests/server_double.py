"""A test double of an OpenSearch server: it knows the requests that the engine may send, as OpenSearch's REST API
documents them (create index, delete index, bulk, search), checks each, and answers as the server would.
"""

import json
from datetime import date
from typing import Any

import httpx


class OpenSearchDouble:
    def __init__(self, index: str = "portal", auth: str = "") -> None:
        self.index, self.auth = index, auth
        self.made: dict[str, Any] | None = None
        self.documents: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, str]] = []
        self.away = False
        self.refusing = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.method, request.url.path))
        if self.away:
            raise httpx.ConnectError("nobody there", request=request)
        assert request.headers.get("authorization", "") == self.auth
        assert request.url.path.startswith(f"/{self.index}")
        way = (request.method, request.url.path.removeprefix(f"/{self.index}"))
        ways = {
            ("HEAD", ""): self._there,
            ("PUT", ""): self._make,
            ("DELETE", ""): self._drop,
            ("POST", "/_bulk"): self._bulk,
            ("POST", "/_search"): self._search,
        }
        return ways[way](request)

    def _there(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if self.made is not None else 404)

    def _make(self, request: httpx.Request) -> httpx.Response:
        assert self.made is None
        self.made = json.loads(request.content)["mappings"]
        return httpx.Response(200, json={"acknowledged": True, "index": self.index})

    def _drop(self, request: httpx.Request) -> httpx.Response:
        known, self.made = self.made, None
        self.documents.clear()
        return httpx.Response(200 if known else 404, json={"acknowledged": bool(known)})

    def _bulk(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["content-type"] == "application/x-ndjson"
        assert request.content.endswith(b"\n")
        assert request.url.params["refresh"] in ("true", "false", "wait_for")
        lines = iter(json.loads(line) for line in request.content.splitlines())
        items = []
        for line in lines:
            ((deed, told),) = line.items()
            status = 201
            if deed == "index":
                document = next(lines)
                assert self.made is not None
                assert set(document) <= set(self.made["properties"])  # the mapping is strict
                if self.refusing:
                    status = 429
                else:
                    self.documents[told["_id"]] = document
            else:
                assert deed == "delete"
                status = 200 if self.documents.pop(told["_id"], None) else 404
            items.append({deed: {"_id": told["_id"], "status": status}})
        return httpx.Response(200, json={"errors": self.refusing, "items": items})

    def _search(self, request: httpx.Request) -> httpx.Response:
        if self.made is None:
            return httpx.Response(404, json={"error": {"type": "index_not_found_exception"}, "status": 404})
        body = json.loads(request.content)
        assert set(body) <= {"query", "sort", "size", "_source"}
        assert body["_source"] is False
        found = [(score, key) for key, document in self.documents.items() if (score := _score(body["query"], document))]
        found.sort(reverse=True)
        hits: list[dict[str, Any]] = [{"_id": key, "_score": score} for score, key in found]
        if sort := body.get("sort"):
            assert sort == [{"dated": "desc"}]
            hits.sort(key=lambda hit: self.documents[hit["_id"]]["dated"], reverse=True)
            for hit in hits:
                hit["sort"] = [date.fromisoformat(self.documents[hit["_id"]]["dated"]).toordinal() * 86_400_000]
        return httpx.Response(200, json={"hits": {"hits": hits[: body["size"]]}})


def _score(query: dict[str, Any], document: dict[str, Any]) -> float:
    """What a document is worth to a query; 0 where it does not meet it. Only what the engine may ask is known."""
    ((kind, told),) = query.items()
    if kind == "bool":
        assert set(told) <= {"filter", "should", "minimum_should_match"}
        some = [_score(part, document) for part in told.get("should", ())]
        met = all(_score(part, document) for part in told.get("filter", ()))
        enough = sum(map(bool, some)) >= told.get("minimum_should_match", 0)
        return (sum(some) or 1.0) if met and enough else 0.0
    if kind == "constant_score":
        return float(told["boost"]) if _score(told["filter"], document) else 0.0
    ((field, value),) = told.items()
    held = document[field] if isinstance(document[field], list) else [document[field]]
    if kind == "term":
        return float(value in held)
    if kind == "prefix":
        return float(any(one.startswith(value["value"]) for one in held))
    assert kind == "range"
    return float(all(held[0] >= v if bound == "gte" else held[0] <= v for bound, v in value.items()))
