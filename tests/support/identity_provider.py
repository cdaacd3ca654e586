"""A real OpenID Connect provider on loopback: discovery, code flow with PKCE, signed tokens.

Its people sign in by choosing their name. It keeps the rules that a portal must be held to: known
client and secret, registered address, one use of each code, PKCE.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "portal", "a secret between portal and provider"
Claims = Mapping[str, object]
Sign = Callable[[Claims, RSAKey], str]


def signed(claims: Claims, key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, dict(claims), key)


def unsigned(claims: Claims, _key: RSAKey) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join([*map(in_base64, parts), ""])


def in_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Provider:
    """`people` by name: the claims of each; `age` is how many seconds old their tokens are.

    `sign` makes the token: a test that forges one puts its own in place.
    """

    people: Mapping[str, Claims]
    redirect_uri: str = ""
    address: str = ""
    age: int = 0
    sign: Sign = signed
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def metadata_url(self) -> str:
        return f"{self.address}/.well-known/openid-configuration"


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            match parts.path:
                case "/.well-known/openid-configuration":
                    self.answer(metadata(provider))
                case "/keys":
                    self.answer({"keys": [provider.key.as_dict(private=False)]})
                case "/authorize":
                    self.answer(people_page(provider, asked), kind="text/html")
                case "/choose":
                    self.redirect(chosen(provider, asked))
                case "/logout":
                    self.redirect(asked["post_logout_redirect_uri"])
                case _:
                    self.send_error(404)

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(form).items()}
            self.answer(tokens(provider, asked, self.headers.get("Authorization", "")))

        def answer(self, content: object, kind: str = "application/json") -> None:
            body = content if isinstance(content, str) else json.dumps(content)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def redirect(self, where: str) -> None:
            self.send_response(302)
            self.send_header("Location", where)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Requests hold codes: none is printed."""

    return Handler


def metadata(provider: Provider) -> dict[str, object]:
    return {
        "issuer": provider.address,
        "authorization_endpoint": f"{provider.address}/authorize",
        "token_endpoint": f"{provider.address}/token",
        "jwks_uri": f"{provider.address}/keys",
        "end_session_endpoint": f"{provider.address}/logout",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
    }


def people_page(provider: Provider, asked: dict[str, str]) -> str:
    assert asked["client_id"] == CLIENT
    assert asked["redirect_uri"] == provider.redirect_uri
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    links = "".join(
        f'<p><a href="/choose?{urlencode(asked | {"person": name})}">{name}</a></p>'
        for name in provider.people
    )
    return f"<!doctype html><title>Sign-in service</title><h1>Who are you?</h1>{links}"


def chosen(provider: Provider, asked: dict[str, str]) -> str:
    code = secrets.token_urlsafe()
    provider.codes[code] = asked
    return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"


def tokens(provider: Provider, asked: dict[str, str], authorization: str) -> dict[str, object]:
    given = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    assert (
        given.split(":") == [CLIENT, urlencode({"": SECRET})[1:]] or given == f"{CLIENT}:{SECRET}"
    )
    begun = provider.codes.pop(asked["code"])
    digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
    assert in_base64(digest) == begun["code_challenge"]
    issued = int(time.time()) - provider.age
    claims = {
        "iss": provider.address,
        "aud": CLIENT,
        "sub": begun["person"],
        "iat": issued,
        "exp": int(time.time()) + 3600,
        "nonce": begun["nonce"],
        **provider.people[begun["person"]],
    }
    return {
        "access_token": secrets.token_urlsafe(),
        "token_type": "Bearer",
        "id_token": provider.sign(claims, provider.key),
    }
