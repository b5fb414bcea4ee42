"""The Thai keyboard (Kedmanee, TIS 820) and the American one on the same keys (T-S6)."""

_LATIN = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_THAI = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = str.maketrans(_LATIN, _THAI)
_TO_LATIN = {ord(thai): latin for latin, thai in zip(_LATIN, _THAI, strict=True) if thai > "฀"}


def typed_as_latin(text: str) -> str:
    """What `text` says if the keyboard was left in English: `-jk;` → ข่าว."""
    return text.translate(_TO_THAI)


def typed_as_thai(text: str) -> str:
    """What `text` says if the keyboard was left in Thai: `ำทฟรส` → email."""
    return text.translate(_TO_LATIN)
