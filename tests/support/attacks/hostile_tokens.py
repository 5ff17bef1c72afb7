"""Invalid tokens, made from a valid one and the key that signed it.

Some are signed with the right key. They show that every claim is verified.
"""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

from bodega.tokens import SigningKey
from tests.support.attacks.forged_tokens import decoded, encoded, signature, signed

_BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CLAIMS = ("iss", "aud", "sub", "sid", "ver", "purpose", "iat", "exp")


def hostile_tokens(key: SigningKey, token: str) -> dict[str, str]:
    """Return invalid tokens by name. `token` is a valid one, signed with `key`. The names are always the same."""
    forge = _Forge(key, token)
    return {
        **forge.algorithms(),
        **forge.keys(),
        **forge.headers(),
        **forge.claims(),
        **forge.segments(),
        **forge.forms(),
        **forge.signatures(),
    }


class _Forge:
    def __init__(self, key: SigningKey, token: str) -> None:
        self.key = key
        self.token = token
        self.head, self.body, self.sign = token.split(".")
        self._header: dict[str, Any] = decoded(self.head)
        self._claims: dict[str, Any] = decoded(self.body)

    def _with_header(self, without: str = "", digest: Any = hashlib.sha256, **changes: Any) -> str:
        head = {name: value for name, value in (self._header | changes).items() if name != without}
        return signed(head, self._claims, self.key.secret, digest)

    def _with_claims(self, without: str = "", **changes: Any) -> str:
        claims = {name: value for name, value in (self._claims | changes).items() if name != without}
        return signed(self._header, claims, self.key.secret)

    def algorithms(self) -> dict[str, str]:
        unsigned = f"{encoded(self._header | {'alg': 'none'})}.{self.body}."
        tokens = {
            "alg none, unsigned": unsigned,
            "alg none, with the signature of another": unsigned + self.sign,
            "alg HS384": self._with_header(digest=hashlib.sha384, alg="HS384"),
            "alg HS512": self._with_header(digest=hashlib.sha512, alg="HS512"),
            "alg missing": self._with_header("alg"),
            "alg RS256, the header exchanged": f"{encoded(self._header | {'alg': 'RS256'})}.{self.body}.{self.sign}",
        }
        for alg in ("none", "None", "nOnE", "hs256", "HS256 ", "RS256", "ES256", "EdDSA", "", None, ["HS256"], 0):
            tokens[f"alg {alg!r}, signed"] = self._with_header(alg=alg)
        return tokens

    def keys(self) -> dict[str, str]:
        """Return tokens signed with values that a verifier might be tricked into using as the key."""
        text = f"{self.head}.{self.body}"
        own = {"kty": "oct", "k": encoded(b"mine" * 8), "kid": self.key.kid}
        embedded = self._header | {
            "jwk": own,
            "jku": "https://attacker.example/keys",
            "x5u": "https://attacker.example",
        }
        secrets = {
            "nothing": "",
            "the name of the key": self.key.kid,
            "zero bytes": "\0" * 32,
            "the header": self.head,
            "a public key": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0C\n-----END PUBLIC KEY-----\n",
            "the key without its end": self.key.secret[:-1],
            "the key and a newline": self.key.secret + "\n",
        }
        return {
            **{f"signed with {name}": f"{text}.{signature(text, secret)}" for name, secret in secrets.items()},
            "signed with a key that comes along": signed(embedded, self._claims, "mine" * 8),
        }

    def headers(self) -> dict[str, str]:
        tokens = {"kid missing": self._with_header("kid")}
        kids: list[Any] = [
            "version-2", "", f"{self.key.kid} ", self.key.kid.upper() + "X", f"../{self.key.kid}", "\ud800", "1" * 900,
            "' OR 1=1 --", "/dev/null", None, 1, True, [self.key.kid], {self.key.kid: 1},
        ]  # fmt: skip
        for place, kid in enumerate(kids):
            tokens[f"kid {place}, another"] = self._with_header(kid=kid)
        critical: list[dict[str, Any]] = [
            {"crit": ["exp"]}, {"crit": [], "exp": 1}, {"crit": ["b64"], "b64": False}, {"b64": False},
            {"typ": "at+jwt"}, {"typ": "JWE"}, {"typ": None}, {"typ": []},
        ]  # fmt: skip
        return tokens | {f"header {changes}": self._with_header(**changes) for changes in critical}

    def claims(self) -> dict[str, str]:
        now = int(time.time())
        wrong: dict[str, list[Any]] = {
            "exp": [now - 1, -1, "soon", [], float("inf"), float("nan"), 0],
            "iat": [now + 3600, float("inf"), "now"],
            "nbf": [now + 3600],
            "iss": ["someone-else", ["bodega"], "bodega ", "", 0],
            "aud": ["another-api", ["bodega-api"], ["another-api", "bodega-api"], {"bodega-api": 1}, ""],
            "sub": [1, [self._claims["sub"]], {"id": self._claims["sub"]}, ""],
            "sid": [1, [self._claims["sid"]], True],
            "ver": ["1", 1.0, True, [1]],
            "purpose": ["refresh", "reset", "verify", ["access"], "ACCESS", ""],
        }
        tokens = {f"{claim} missing": self._with_claims(claim) for claim in _CLAIMS}
        tokens |= {f"{claim} null": self._with_claims(**dict[str, Any]({claim: None})) for claim in _CLAIMS}
        for claim, values in wrong.items():
            for place, value in enumerate(values):
                # Names without today's time in them: all test processes have to collect the same ones.
                tokens[f"{claim} wrong, {place}"] = self._with_claims(**{claim: value})
        return tokens

    def segments(self) -> dict[str, str]:
        """Rightly signed, and no object."""
        parts = [
            b"", b"null", b"[]", b'"text"', b"17", b"{", b"{}", b"\xff\xfe\x00", b"[" * 1200, b'{"a":' * 250,
            b"1" * 1200, b"\xef\xbb\xbf{}", b"NaN",
        ]  # fmt: skip
        tokens = {f"header of {part[:12]!r}": signed(part, self._claims, self.key.secret) for part in parts}
        return tokens | {f"claims of {part[:12]!r}": signed(self._header, part, self.key.secret) for part in parts}

    def forms(self) -> dict[str, str]:
        head, body, sign, token = self.head, self.body, self.sign, self.token
        return {
            "empty": "",
            "a dot": ".",
            "two dots": "..",
            "dots only": "." * 2000,
            "a letter": "x",
            "no signature": f"{head}.{body}",
            "an empty signature": f"{head}.{body}.",
            "no claims": f"{head}..{sign}",
            "no header": f".{body}.{sign}",
            "a doubled dot": f"{head}..{body}.{sign}",
            "header and claims swapped": f"{body}.{head}.{sign}",
            "four segments": f"{token}.{sign}",
            "five segments": f"{token}.{sign}.{sign}",
            "a trailing dot": f"{token}.",
            "padding": f"{token}=",
            "padding of the header": f"{head}=.{body}.{sign}",
            "a newline in it": f"{head}.\n{body}.{sign}",
            "a space in it": f"{head}. {body}.{sign}",
            "a zero byte behind": f"{token}\0",
            "bytes behind the signature": f"{token}AAAA",
            "plain base64": token.translate({ord("-"): "+", ord("_"): "/"}) + "+/",
            "a digit that is not ASCII": token + "\u0661",
            "half surrogates": "\ud800." * 3,
            "letters that are not ASCII": "é.é.é",
            "binary": "\x00\xff\x80." * 3,
            "10 KB": "A" * 10_000,
            "10 KB of claims": f"{head}.{'A' * 10_000}.{sign}",
            "100,000 brackets": f"{encoded(b'[' * 100_000)}.{body}.{sign}",
            "signed by us, but longer than ours": self._with_claims(pad="x" * 2048),
            "a token inside of JSON": encoded({"token": token}),
            "the token twice": f"{token}{token}",
            "the token twice, with a comma": f"{token},{token}",
        }

    def signatures(self) -> dict[str, str]:
        """Other spellings and other encodings of the right signature's bytes."""
        text = f"{self.head}.{self.body}"
        raw = hmac.digest(self.key.secret.encode(), text.encode(), hashlib.sha256)
        position = _BASE64URL.index(self.sign[-1])
        assert position % 4 == 0, "32 bytes leave two bits unused"
        spellings = [self.sign[:-1] + _BASE64URL[position + unused] for unused in (1, 2, 3)]
        other = json.dumps(self._claims, indent=1).encode()  # the same claims, written otherwise
        variants = {
            "in hexadecimal": raw.hex(),
            "in base 32": base64.b32encode(raw).decode().rstrip("="),
            "in plain base64": base64.b64encode(raw).decode(),
            "reversed": encoded(raw[::-1]),
            "without its first byte": encoded(raw[1:]),
            "without its last byte": encoded(raw[:-1]),
            "half of it": encoded(raw[:16]),
            "with a zero byte": encoded(raw + b"\0"),
            "twice": encoded(raw + raw),
            "of one byte": encoded(raw[:1]),
            "of the claims alone": signature(self.body, self.key.secret),
            "with its case turned": self.sign.swapcase(),
        }
        tokens = {f"the signature {name}": f"{text}.{variant}" for name, variant in variants.items()}
        tokens |= {f"the signature with unused bits, {n}": f"{text}.{sign}" for n, sign in enumerate(spellings, 1)}
        tokens["the claims written otherwise"] = f"{self.head}.{encoded(other)}.{self.sign}"
        return tokens
