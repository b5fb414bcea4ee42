"""The messages of Django and the installed packages that need a Thai translation.

    python -m tests.locale_build

adds the messages that an upgrade has brought to the .po files in newsroom/locale, with an empty
translation to be filled in by hand, and compiles the .mo files. Messages are extracted from source
code as well as from English catalogues, because a package may have no catalogue or an outdated one.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import django
import polib
from django.apps import apps
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "newsroom" / "locale" / "th" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
SUFFIXES = {"django": {".py", ".html", ".txt"}, "djangojs": {".js"}}

# Packages of Django that have messages but are not installed as apps.
DJANGO_PACKAGES = "conf core db forms http middleware template utils views"
# Folders without messages for users; a vendor's JavaScript library has no gettext.
EXCLUDED_FOLDERS = {"tests", "vendor", "node_modules", "locale", "migrations"}

GETTEXT_FUNCTIONS = {"_", "gettext_noop"} | {
    f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy")
}

_LITERAL = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_CALL = re.compile(
    rf"(?<![\w.])(?P<call>_|n?p?gettext(?:_noop)?)\(\s*(?P<texts>(?:{_LITERAL}[\s,]*)+)"
)
# A bundler shortens the name in `const gettext = window.gettext || …`.
_ALIAS = re.compile(r"\b(\w+)=window\.gettext\b")


class Message(NamedTuple):
    """A msgid with its context and plural, which are empty strings if it has none."""

    context: str
    text: str
    plural: str = ""


def _folders() -> list[Path]:
    """The folders of the code and templates whose messages are extracted."""
    django_folder = Path(django.__file__).parent
    installed = {Path(config.path) for config in apps.get_app_configs()}
    return (
        [django_folder / name for name in DJANGO_PACKAGES.split()]
        + sorted(installed)
        + [ROOT / "templates"]
    )


def _message(call: str, texts: list[str | None]) -> Message | None:
    """The message of a call such as `pgettext("month", "May")`; None if it is not a literal."""
    context = (texts.pop(0) if texts else None) if call.startswith(("p", "np")) else ""
    plural = texts[1] if call.startswith("n") and len(texts) > 1 else ""
    if context is None or plural is None or not texts or not texts[0]:
        return None
    return Message(context, texts[0], plural)


def _extract_from_python(source: str) -> set[Message | None]:
    extracted = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            call = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if call in GETTEXT_FUNCTIONS:
                values = [getattr(argument, "value", None) for argument in node.args]
                texts = [value if isinstance(value, str) else None for value in values]
                extracted.add(_message(call, texts))
    return extracted


def _extract_from_javascript(source: str) -> set[Message | None]:
    """The messages of JavaScript, or of the output of `templatize()` for a template."""
    for alias in set(_ALIAS.findall(source)):
        source = re.sub(rf"(?<![\w.]){alias}\(", "gettext(", source)
    extracted = set()
    for match in _CALL.finditer(source):
        texts = ast.literal_eval(f"({match['texts'].strip().rstrip(',')},)")
        extracted.add(_message(match["call"], list(texts)))
    return extracted


def _extract_from_file(path: Path) -> set[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        extracted = _extract_from_python(source)
    elif path.suffix == ".js":
        extracted = _extract_from_javascript(source)
    else:
        extracted = _extract_from_javascript(templatize(source))
    return {message for message in extracted if message}


@cache
def messages(domain: str) -> frozenset[Message]:
    """All messages of the installed code in `domain` (django or djangojs)."""
    extracted: set[Message] = set()
    for folder in _folders():
        english = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if english.exists():
            extracted |= {
                Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural)
                for entry in polib.pofile(str(english))
                if not entry.obsolete
            }
        for path in folder.rglob("*"):
            parts = path.relative_to(folder).parts
            if path.suffix in SUFFIXES[domain] and EXCLUDED_FOLDERS.isdisjoint(parts):
                extracted |= _extract_from_file(path)
    return frozenset(extracted)


def thai_catalogue(domain: str) -> polib.POFile:
    """The project's own catalogue, newsroom/locale/th/LC_MESSAGES/<domain>.po."""
    return polib.pofile(str(LOCALE / f"{domain}.po"), wrapwidth=98)


def build(domain: str, missing: set[Message]) -> None:
    """Add the missing messages with an empty translation; write the .po and the .mo file."""
    catalogue = thai_catalogue(domain)
    for message in sorted(missing):
        catalogue.append(
            polib.POEntry(
                msgctxt=message.context or None,
                msgid=message.text,
                msgid_plural=message.plural,
                msgstr_plural={0: ""} if message.plural else {},
            )
        )
    catalogue.save()
    catalogue.save_as_mofile(str(LOCALE / f"{domain}.mo"))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.test_locale import untranslated

    for name in DOMAINS:
        missing = untranslated(name)
        build(name, missing)
        print(f"{name}: {len(missing)} to translate")
