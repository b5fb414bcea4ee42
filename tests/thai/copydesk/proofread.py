"""Proofreading a single text in tests."""

from newsroom.thai.copydesk.check import check
from newsroom.thai.copydesk.findings import Finding, apply_fix


def findings_in(text: str) -> list[Finding]:
    return check({"body": text})


def rules_and_texts(text: str) -> list[tuple[str, str]]:
    """The rule and the text of every finding."""
    return [(finding.rule, finding.text) for finding in findings_in(text)]


def fix_all(text: str) -> str:
    """`text` with the first fix of every finding, applied from the end."""
    for finding in reversed(findings_in(text)):
        if finding.fixes:
            text = apply_fix(text, finding)
    return text


def assert_fixed(rule: str, wrong: str, right: str) -> None:
    """`rule` finds something in `wrong`, and all first fixes together make it `right`."""
    assert rule in {finding.rule for finding in findings_in(wrong)}
    assert fix_all(wrong) == right
