"""Which messages of Django and our packages need Thai; run it to add new ones and compile.

    python -m tests.locale_build

adds what an upgrade brought to newsroom/locale with an empty translation, to be filled in by hand,
and writes the .mo files anew. Sources are read as well as English catalogues, because a package may
have none, or one older than its code.
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

# The parts of Django that speak to people without being an app.
DJANGO_ROOMS = "conf core db forms http middleware template utils views"
# Written for Django's own developers, or read from elsewhere (a vendor's library has no gettext).
LEFT_OUT = {"tests", "vendor", "node_modules", "locale", "migrations"}

CALLS = {"_", "gettext_noop"} | {
    f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy")
}

_LITERAL = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_CALL = re.compile(
    rf"(?<![\w.])(?P<call>_|n?p?gettext(?:_noop)?)\(\s*(?P<texts>(?:{_LITERAL}[\s,]*)+)"
)
# What a bundler left of `const gettext = window.gettext || …`.
_ALIAS = re.compile(r"\b(\w+)=window\.gettext\b")


class Message(NamedTuple):
    """One msgid as a catalogue knows it; no context and no plural are empty strings."""

    context: str
    text: str
    plural: str = ""


def _folders() -> list[Path]:
    """The roots of everything that may be asked for a message."""
    home = Path(django.__file__).parent
    installed = {Path(config.path) for config in apps.get_app_configs()}
    return [home / name for name in DJANGO_ROOMS.split()] + sorted(installed) + [ROOT / "templates"]


def _message(call: str, texts: list[str | None]) -> Message | None:
    """The message of `pgettext("month", "May")` and its sisters; None if it is not written out."""
    context = (texts.pop(0) if texts else None) if call.startswith(("p", "np")) else ""
    plural = texts[1] if call.startswith("n") and len(texts) > 1 else ""
    if context is None or plural is None or not texts or not texts[0]:
        return None
    return Message(context, texts[0], plural)


def _in_python(source: str) -> set[Message | None]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            call = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if call in CALLS:
                values = [getattr(argument, "value", None) for argument in node.args]
                texts = [value if isinstance(value, str) else None for value in values]
                found.add(_message(call, texts))
    return found


def _in_script(source: str) -> set[Message | None]:
    """JavaScript, or what templatize() makes of a template."""
    for alias in set(_ALIAS.findall(source)):
        source = re.sub(rf"(?<![\w.]){alias}\(", "gettext(", source)
    found = set()
    for match in _CALL.finditer(source):
        texts = ast.literal_eval(f"({match['texts'].strip().rstrip(',')},)")
        found.add(_message(match["call"], list(texts)))
    return found


def _in_source(path: Path) -> set[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        found = _in_python(source)
    elif path.suffix == ".js":
        found = _in_script(source)
    else:
        found = _in_script(templatize(source))
    return {message for message in found if message}


@cache
def messages(domain: str) -> frozenset[Message]:
    """Every message that the installed code can ask for in `domain` (django or djangojs)."""
    found: set[Message] = set()
    for folder in _folders():
        catalogue = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if catalogue.exists():
            found |= {
                Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural)
                for entry in polib.pofile(str(catalogue))
                if not entry.obsolete
            }
        for path in folder.rglob("*"):
            inside = path.relative_to(folder).parts
            if path.suffix in SUFFIXES[domain] and LEFT_OUT.isdisjoint(inside):
                found |= _in_source(path)
    return frozenset(found)


def thai(domain: str) -> polib.POFile:
    """Our own catalogue."""
    return polib.pofile(str(LOCALE / f"{domain}.po"), wrapwidth=98)


def build(domain: str, missing: set[Message]) -> None:
    """Adds `missing` with an empty translation and writes the .po and the .mo."""
    catalogue = thai(domain)
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
        new = untranslated(name)
        build(name, new)
        print(f"{name}: {len(new)} to translate")
