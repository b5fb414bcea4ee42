"""Text typed with the wrong keyboard layout: US QWERTY and Thai Kedmanee (TIS 820) (T-S6)."""

# The characters of the same keys in the same order, without and then with Shift.
_LATIN_KEYS = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_THAI_KEYS = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = str.maketrans(_LATIN_KEYS, _THAI_KEYS)
# Only the Thai characters: the punctuation on both layouts would be ambiguous.
_TO_LATIN = {
    ord(thai): latin for latin, thai in zip(_LATIN_KEYS, _THAI_KEYS, strict=True) if thai > "฀"
}


def latin_keys_to_thai(latin: str) -> str:
    """The Thai text of somebody who typed with the Latin layout on: `-jk;` → `ข่าว`."""
    return latin.translate(_TO_THAI)


def thai_keys_to_latin(thai: str) -> str:
    """The Latin text of somebody who typed with the Thai layout on: `ำทฟรส` → `email`."""
    return thai.translate(_TO_LATIN)
