"""docs/thai-rules.md defines every rule that code and tests refer to, and names existing files."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = ROOT / "docs" / "thai-rules.md"
FOLDERS = ("newsroom", "templates", "static", "tests")
SUFFIXES = {".py", ".html", ".txt", ".css", ".js"}
CODE = re.compile(r"\bT-[A-Z]\d+\b")
# A rule's paragraph begins with its code in bold; two lists of files follow.
RULE = re.compile(
    r"^\*\*(?P<code>T-[A-Z]\d+) .+?^- Code: (?P<code_files>.+?)^- Tests: (?P<test_files>.+?)$",
    re.MULTILINE | re.DOTALL,
)
PATH = re.compile(r"`([^`]+)`")


@cache
def mentions() -> dict[str, set[str]]:
    """By code of a rule: the files that mention it."""
    found: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in SUFFIXES and path.is_file():
                for code in CODE.findall(path.read_text(encoding="utf-8")):
                    found.setdefault(code, set()).add(str(path.relative_to(ROOT)))
    return found


@cache
def rules() -> dict[str, tuple[list[str], list[str]]]:
    """By code of a rule: the modules that implement it and those that test it."""
    text = RULES.read_text(encoding="utf-8")
    found = {
        match["code"]: (PATH.findall(match["code_files"]), PATH.findall(match["test_files"]))
        for match in RULE.finditer(text)
    }
    assert list(found) == re.findall(r"^\*\*(T-[A-Z]\d+) ", text, re.MULTILINE)
    return found


def test_every_rule_that_is_mentioned_is_defined() -> None:
    undefined = {code: files for code, files in mentions().items() if code not in rules()}
    assert undefined == {}


def test_every_rule_that_is_cited_in_the_rules_is_defined() -> None:
    assert set(CODE.findall(RULES.read_text(encoding="utf-8"))) == set(rules())


@pytest.mark.parametrize("code", rules())
def test_a_rule_names_existing_files_one_of_which_mentions_it(code: str) -> None:
    code_files, test_files = rules()[code]
    missing = [file for file in [*code_files, *test_files] if not (ROOT / file).is_file()]
    assert missing == [], f"{code} is mentioned in {sorted(mentions()[code])}"
    assert all(file.startswith(("newsroom/", "templates/", "static/")) for file in code_files)
    assert all(file.startswith("tests/") for file in test_files)
    assert mentions()[code] & {*code_files, *test_files}


@pytest.mark.parametrize(
    "document",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    """A path is relative to the repository, to `newsroom/`, or, for a link, to the document."""
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./-]+/[\w.-]*|[\w-]+/[\w./-]+\.\w+)`", text))
    links = {link.split("#")[0] for link in re.findall(r"\]\(([^):]+)\)", text)} - {""}
    missing = [
        path
        for path in named
        if re.search(r"\.(py|html|css|js|txt|md|po|json|toml)$|/$", path)
        and not path.startswith(("/", "var/", "wp-content"))
        and not any((base / path).exists() for base in (ROOT, ROOT / "newsroom"))
    ]
    missing += [link for link in links if not (document.parent / link).exists()]
    assert missing == []
