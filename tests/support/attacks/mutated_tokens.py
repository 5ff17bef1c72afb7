"""Tokens with up to three mutations each. The same seed gives the same ones, except for the current time in them."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bodega.tokens import SigningKey
from tests.support.attacks.forged_tokens import claims, encoded, header

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ALGORITHMS = ("none", "None", "hs256", "HS256 ", "HS384", "HS512", "RS256", "ES256", "EdDSA", "", None, 0, ["HS256"])
_TYPES: tuple[Any, ...] = ("at+jwt", "jwt", "JWE", "", None, [], "JWT ", "JWT")
_TEXTS = ("", "x", "é", "\u0661", "\U0001f370", "\ud800", "\0", "' OR 1=1 --", "bodega ", "ACCESS", "1" * 300)
_OTHERS: tuple[Any, ...] = (None, True, False, 0, -1, 1.0, 1.5, [], {}, ["x"], {"x": 1}, 10**30, 1e300, float("inf"))
_TIMES = ("iat", "exp", "nbf")
_MEMBERS: tuple[dict[str, Any], ...] = (
    {"crit": ["exp"]}, {"crit": []}, {"crit": ["b64"], "b64": True}, {"crit": ["b64"], "b64": False}, {"b64": True},
    {"b64": False}, {"jku": "https://attacker.example"}, {"jwk": {"kty": "oct", "k": "bWluZQ"}}, {"x5u": ""},
    {"cty": "JWT"}, {"zip": "DEF"}, {"a": 1}, {"": ""}, {"ALG": "none"}, {"exp": 1},
)  # fmt: skip


@dataclass
class Draft:
    """A token before it is signed, and what happens to it then."""

    key: SigningKey
    header: dict[str, Any]
    claims: dict[str, Any]
    digest: Callable[..., Any] = hashlib.sha256
    write_header: Callable[[Any], bytes] = lambda document: json.dumps(document).encode()
    write_claims: Callable[[Any], bytes] = lambda document: json.dumps(document).encode()
    sign: Callable[[bytes], bytes] = lambda signature: signature
    rewrite: list[Callable[[str], str]] = field(default_factory=list)

    def token(self) -> str:
        text = f"{encoded(self.write_header(self.header))}.{encoded(self.write_claims(self.claims))}"
        signature = hmac.digest(self.key.secret.encode(), text.encode(), self.digest)
        token = f"{text}.{encoded(self.sign(signature))}"
        for change in self.rewrite:
            token = change(token)
        return token


def mutated_tokens(key: SigningKey, number: int, seed: int) -> Iterator[str]:
    """Yield `number` tokens. Some are valid: not every mutation makes a token invalid."""
    random = Random(seed)
    for _ in range(number):
        draft = Draft(key, header(kid=key.kid), claims())
        for mutate in random.sample(_MUTATIONS, random.choice((0, 1, 1, 1, 1, 2, 3))):
            mutate(draft, random)
        yield draft.token()


def _other_member(draft: Draft, random: Random) -> None:
    draft.header |= random.choice(_MEMBERS)


def _other_algorithm(draft: Draft, random: Random) -> None:
    draft.header["alg"] = random.choice(_ALGORITHMS)
    draft.digest = {"HS384": hashlib.sha384, "HS512": hashlib.sha512}.get(str(draft.header["alg"]), draft.digest)


def _other_type(draft: Draft, random: Random) -> None:
    draft.header["typ"] = random.choice(_TYPES)


def _other_key_id(draft: Draft, random: Random) -> None:
    draft.header["kid"] = random.choice([*_TEXTS, *_OTHERS, f"{draft.key.kid} ", [draft.key.kid], draft.key.kid])


def _without_a_member(draft: Draft, random: Random) -> None:
    draft.header.pop(random.choice(list(draft.header)))


def _without_a_claim(draft: Draft, random: Random) -> None:
    draft.claims.pop(random.choice(list(draft.claims)))


def _other_claim(draft: Draft, random: Random) -> None:
    draft.claims[random.choice([*draft.claims, "nbf", "jti", "role"])] = random.choice([*_TEXTS, *_OTHERS])


def _other_time(draft: Draft, random: Random) -> None:
    time_claim, now = random.choice(_TIMES), int(time.time())
    moment = now + random.choice((-(10**6), -3600, -5, 5, 3600, 10**6))
    draft.claims[time_claim] = random.choice((moment, moment, str(moment), float(moment), moment + 0.5, f" {moment} "))


def _other_audience(draft: Draft, random: Random) -> None:
    audience = draft.claims.get("aud")
    draft.claims["aud"] = random.choice(([audience], ["other", audience], [], "other", {"a": audience}, [audience, 1]))


def _long(draft: Draft, random: Random) -> None:
    draft.claims["pad"] = "x" * random.choice((10, 800, 1600, 5000))


def _duplicates(draft: Draft, random: Random) -> None:
    """The last of two members with the same name counts."""
    part = random.choice(("write_header", "write_claims"))
    first = random.choice(('"alg":"none"', '"kid":"x"', '"exp":0', '"sub":"usr_other"', '"purpose":"refresh"'))
    last = random.random() < 0.4

    def write(document: Any) -> bytes:
        text = json.dumps(document)
        return (f"{text[:-1]},{first}}}" if last else f"{{{first},{text[1:]}").encode()

    setattr(draft, part, write)


def _otherwise_written(draft: Draft, random: Random) -> None:
    part = random.choice(("write_header", "write_claims"))
    write: Callable[[Any], bytes] = random.choice((
        lambda document: json.dumps(document, indent=2).encode(),
        lambda document: json.dumps(document, sort_keys=True, separators=(",", ":")).encode(),
        lambda document: f" \r\n{json.dumps(document)}\t".encode(),
        lambda document: json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"),
        lambda document: json.dumps(document).encode("utf-16"),
        lambda document: json.dumps(document).encode("utf-8-sig"),
        lambda document: json.dumps(document).encode() + b"}",
        lambda document: json.dumps(document).encode()[:-1],
        lambda document: json.dumps([document]).encode(),
        lambda document: json.dumps(document).replace('"', "'").encode(),
        lambda document: b"\xff" + json.dumps(document).encode(),
        lambda _: b"", lambda _: b"null", lambda _: b"[" * 900, lambda _: b'"text"',
    ))  # fmt: skip
    setattr(draft, part, write)


def _other_signature(draft: Draft, random: Random) -> None:
    place, bit = random.randrange(32), 1 << random.randrange(8)
    draft.sign = random.choice((
        lambda raw: raw[:place] + bytes([raw[place] ^ bit]) + raw[place + 1 :],
        lambda raw: raw[:place],
        lambda raw: raw + b"\0",
        lambda raw: raw[::-1],
        lambda raw: raw + raw,
        lambda raw: bytes(len(raw)),
        lambda raw: raw.hex().encode(),
    ))  # fmt: skip


def _other_secret(draft: Draft, random: Random) -> None:
    secret = random.choice((draft.key.secret[:-1], draft.key.secret + "\n", draft.key.kid, "", "\0" * 32))
    draft.sign = lambda raw: hmac.digest(secret.encode(), raw, hashlib.sha256)


def _other_characters(draft: Draft, random: Random) -> None:
    share, character = random.random(), random.choice([*_ALPHABET, *".=+/ \n\0é\u0661"])

    def change(token: str) -> str:
        place = int(share * len(token))
        return random.choice((
            token[:place] + character + token[place + 1 :], token[:place] + character + token[place:],
            token[:place] + token[place + 1 :],
        ))  # fmt: skip

    draft.rewrite.append(change)


def _other_spelling(draft: Draft, random: Random) -> None:
    """The same bytes in base64, written otherwise."""
    place = random.randrange(3)

    def padded(token: str) -> str:
        parts = token.split(".")
        parts[place % len(parts)] += "=" * random.choice((-len(parts[place % len(parts)]) % 4, 1, 2, 3))
        return ".".join(parts)

    def unused_bits(token: str) -> str:
        return token[:-1] + _ALPHABET[_ALPHABET.index(token[-1]) ^ 1] if token[-1:] in [*_ALPHABET] else token

    def standard(token: str) -> str:
        return token.translate({ord("-"): "+", ord("_"): "/"})

    def other_base(token: str) -> str:
        return base64.b32encode(token.encode()).decode()

    draft.rewrite.append(random.choice((padded, padded, unused_bits, standard, str.swapcase, other_base)))


def _other_form(draft: Draft, random: Random) -> None:
    draft.rewrite.append(random.choice((
        lambda token: f"{token}.", lambda token: f".{token}", lambda token: token.replace(".", "..", 1),
        lambda token: f"{token}.{token}", lambda token: token.rpartition(".")[0], lambda token: f"{token}\n",
        lambda token: f" {token}", lambda token: f"{token} ", lambda token: token.replace(".", ".\n"),
        lambda token: token.rpartition(".")[0] + ".", lambda token: ".".join(reversed(token.split("."))),
        lambda token: token[: len(token) // 2], lambda token: f'"{token}"', lambda token: f"Bearer {token}",
    )))  # fmt: skip


_MUTATIONS: tuple[Callable[[Draft, Random], None], ...] = (
    _other_member, _other_algorithm, _other_type, _other_key_id, _without_a_member, _without_a_claim, _other_claim,
    _other_claim, _other_time, _other_time, _other_audience, _long, _duplicates, _otherwise_written, _other_signature,
    _other_secret, _other_characters, _other_spelling, _other_form,
)  # fmt: skip
