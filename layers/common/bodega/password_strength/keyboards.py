"""Keyboard layouts, to recognise passwords that follow the keys: `йцукен` is `qwerty`, `azerty` too.

The strength estimator knows QWERTY and Dvorak. A password that was typed along the keys of another layout is translated
to the QWERTY keys in the same places.
"""

from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

Place = tuple[int, int]  # row and column


class Layout(NamedTuple):
    """The characters of a layout, row by row, without Shift. A space stands for a key with more than one character."""

    digits: str
    upper: str
    home: str
    lower: str


_DIGITS: Final = "1234567890-="
QWERTY: Final = Layout(_DIGITS, "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")

LATIN: Final = (
    Layout("!@#$%^&*()_+", "", "", ""),  # American, with Shift
    Layout("1234567890ß ", "qwertzuiopü+", "asdfghjklöä", "yxcvbnm,.-"),  # German
    Layout('!"§$%&/()=', "qwertzuiopü", "asdfghjklöä", "yxcvbnm;:_"),  # German, with Shift
    Layout("+ěščřžýáíé= ", "qwertzuiopú)", "asdfghjklů§", "yxcvbnm,.-"),  # Czech
    Layout("1234567890'+", "qwertzuiopšđ", "asdfghjklčć", "yxcvbnm,.-"),  # Croatian, Slovenian
    Layout("123456789öüó", "qwertzuiopőú", "asdfghjkléá", "yxcvbnm,.-"),  # Hungarian
    Layout("&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù", "wxcvbn,;:!"),  # French
    Layout(_DIGITS, "azertyuiop", "qsdfghjklm", "wxcvbn"),  # French, with Shift
    Layout("1234567890'¡", "qwertyuiop`+", "asdfghjklñ ", "zxcvbnm,.-"),  # Spanish
    Layout("1234567890'«", "qwertyuiop+ ", "asdfghjklçº", "zxcvbnm,.-"),  # Portuguese
    Layout("1234567890+ ", "qwertyuiopå ", "asdfghjklöä", "zxcvbnm,.-"),  # Swedish, Finnish
    Layout("1234567890+ ", "qwertyuiopå ", "asdfghjklæø", "zxcvbnm,.-"),  # Danish; Norwegian has øæ
    Layout("1234567890*-", "qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç."),  # Turkish Q
    Layout("1234567890/-", "fgğıodrnhpqw", "uieaütkmlyş", "jövcçzsb.,"),  # Turkish F
    Layout('"«»()@+-/*', "bépoè^vdljzw", "auie,ctsrnm", "àyx.k'qghf"),  # French Bépo
    Layout(_DIGITS, "qwfpgjluy;[]", "arstdhneio'", "zxcvbkm,./"),  # Colemak
)

OTHER: Final = (
    Layout(_DIGITS, "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."),  # Russian
    Layout(_DIGITS, "йцукенгшщзхї", "фівапролджє", "ячсмитьбю."),  # Ukrainian
    Layout(_DIGITS, "йцукенгшўзх'", "фывапролджэ", "ячсмітьбю."),  # Belarusian
    Layout(_DIGITS, ",уеишщксдзц;", "ьяаожгтнвмч", "юйъэфхпрлб"),  # Bulgarian
    Layout(_DIGITS, "явертъуиопшщ", "асдфгхйкл;'", "зьцжбнм,./"),  # Bulgarian, phonetic
    Layout("1234567890'+", "љњертзуиопшђ", "асдфгхјклчћ", "ѕџцвбнм,.-"),  # Serbian
    Layout(_DIGITS, "љњертѕуиопшѓ", "асдфгхјклчќ", "зџцвбнм,./"),  # Macedonian
    Layout(_DIGITS, "фцужэнгшүзкъ", "йыбөахролдп", "ячёсмитьвю"),  # Mongolian
    Layout('"әіңғ,.үұқөһ', "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),  # Kazakh
    Layout(_DIGITS, ";ςερτυθιοπ[]", "ασδφγηξκλ", "ζχψωβνμ,./"),  # Greek
    Layout(_DIGITS, "/'קראטוןםפ][", "שדגכעיחלךף,", "זסבהנמצתץ."),  # Hebrew
    Layout("١٢٣٤٥٦٧٨٩٠-=", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ"),  # Arabic
    Layout("۱۲۳۴۵۶۷۸۹۰-=", "ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو./"),  # Persian
    Layout(_DIGITS, "ქწერტყუიოპ", "ასდფგჰჯკლ", "ზხცვბნმ"),  # Georgian
    Layout(_DIGITS, "ौैाीूबहगदज", "ोे्िुपरकतचट", "ॆंमनवलस,.य"),  # Hindi, InScript
    Layout("ๅ/-ภถุึคตจขช", "ๆไ พะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ"),  # Thai
    Layout(
        "ぬふあうえおやゆよわほへ", "たていすかんなにらせ", "ちとしはきくまのりれけ", "つさそひこみもねるめ"
    ),  # Japanese
    Layout(
        "ㄅㄉ  ㄓ  ㄚㄞㄢㄦ", "ㄆㄊㄍㄐㄔㄗㄧㄛㄟㄣ", "ㄇㄋㄎㄑㄕㄘㄨㄜㄠㄤ", "ㄈㄌㄏㄒㄖㄙㄩㄝㄡㄥ"
    ),  # Chinese, Zhuyin
)


def on_qwerty(password: str) -> str | None:
    """Return the QWERTY keys of a password that follows the keys of another layout.

    It does if at least half of its steps from one character to the next lead to a neighbouring key. If several layouts
    fit, the one with the most such steps is taken.
    """
    text = password.lower()
    layout = max(LATIN + OTHER, key=lambda layout: _steps(text, layout))
    steps = _steps(text, layout)
    return text.translate(_keys(layout)) if steps and steps * 2 >= len(text) - 1 else None


def typed_on_latin_keys(word: str) -> str | None:
    """Return what a word of another script becomes if the keyboard is switched to Latin: `gfhjkm` for `пароль`."""
    for layout in OTHER:
        if _places(layout).keys() >= set(word):
            return word.translate(_keys(layout))
    return None


def _steps(text: str, layout: Layout) -> int:
    """Return the number of characters that are followed by a neighbouring key."""
    places = _places(layout)
    return sum(_are_neighbours(places.get(one), places.get(other)) for one, other in pairwise(text))


def _are_neighbours(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one == other:
        return False
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


@cache
def _places(layout: Layout) -> dict[str, Place]:
    return {
        character: (row, column)
        for row, characters in enumerate(layout)
        for column, character in enumerate(characters)
        if character != " "
    }


@cache
def _keys(layout: Layout) -> dict[int, str]:
    """Return the QWERTY key of each character, as `str.translate` takes it."""
    return {ord(character): QWERTY[row][column] for character, (row, column) in _places(layout).items()}
