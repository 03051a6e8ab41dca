"""A small OpenID Connect provider of the tests' own, on a port of its own: it signs real tokens, gives each code once,
and checks the client's secret, the address that it goes back to, and the verifier of PKCE (RFC 7636).
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "huiying", "provider-secret-of-the-tests"


class Provider:
    """`subject` is who signs in there next; `bend` makes the claims of the next token false, `key` signs them by
    `algorithm`, which is one of those it says it has. `more` are keys that it publishes
    too, `given` the tokens that left.
    """

    def __init__(self) -> None:
        self.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.key: RSAKey | OctKey = self.published
        self.codes: dict[str, dict[str, str]] = {}
        self.subject = "sub-of-handler"
        self.bend: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.refused: list[str] = []
        self.algorithm, self.algorithms = "RS256", ["RS256"]
        self.more: list[Any] = []
        self.given: list[str] = []
        self.issuer = ""

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": self.algorithms,
        }

    def authorize(self, url: str) -> str:
        """What the person's browser does there: where it is sent back to."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked | {"subject": self.subject}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, told: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(told.get("code", ""), None)
        given = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verifier = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        wrong = (
            "code" if asked is None else
            "secret" if authorization != f"Basic {given}" else
            "address" if told.get("redirect_uri") != asked["redirect_uri"] else
            "verifier" if base64.urlsafe_b64encode(verifier).decode().rstrip("=") != asked["code_challenge"] else ""
        )  # fmt: skip
        if asked is None or wrong:
            self.refused.append(wrong)
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": asked["subject"], "aud": CLIENT, "iat": now, "exp": now + 300}
        claims = self.bend(claims | {"nonce": asked["nonce"], "auth_time": now})
        header = {"alg": self.algorithm, "kid": self.key.kid}
        signed = jwt.encode(header, claims, self.key, algorithms=[self.algorithm])
        token = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": signed}
        self.given += [token["access_token"], token["id_token"]]
        return token


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [provider.published.as_dict(private=False), *provider.more]}
            self._say(keys if self.path == "/keys" else provider.metadata())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told = {key: values[0] for key, values in parse_qs(body).items()}
            token = provider.token(told, self.headers.get("Authorization", ""))
            self._say(token or {"error": "invalid_grant"}, 200 if token else 400)

        def _say(self, told: dict[str, Any], status: int = 200) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
