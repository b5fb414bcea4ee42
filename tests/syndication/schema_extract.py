"""Makes `schema_org.json` of schema.org's definitions: `python -m tests.syndication.schema_extract FILE.ttl`.

FILE.ttl: https://schema.org/version/latest/schemaorg-current-https.ttl. Taken are the types that our
pages name, their ancestors, what they may hold, and every property of theirs.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

FILE = Path(__file__).with_name("schema_org.json")
VERSION = "30.0"
TYPES = """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle
    AdvertiserContentArticle CorrectionComment ImageObject Person NewsMediaOrganization WebPage
    AboutPage ContactPage CollectionPage ProfilePage WebSite SearchAction EntryPoint BreadcrumbList
    AdministrativeArea ListItem URL Text Integer Number Boolean Date DateTime Distance
""".split()
_BLOCK = re.compile(r"^schema:(\w+) a (.*?)\s\.$", re.MULTILINE | re.DOTALL)


def _names(block: str, predicate: str) -> list[str]:
    match = re.search(rf"{predicate} ([^;]*?)(?:;|$)", block, re.DOTALL)
    return sorted(re.findall(r"schema:(\w+)", match[1])) if match else []


def extract(turtle: str) -> dict[str, object]:
    """The classes with their parents, and the properties with their domains and ranges."""
    blocks = dict(_BLOCK.findall(turtle))
    # Comments hold anything, also what looks like an end.
    blocks = {
        name: re.sub(r'"""(.*?)"""', "", text, flags=re.DOTALL) for name, text in blocks.items()
    }
    parents = {name: _names(text, "rdfs:subClassOf") for name, text in blocks.items()}
    classes: dict[str, list[str]] = {}
    pending = list(TYPES)
    while pending:
        name = pending.pop()
        if name not in classes:
            classes[name] = parents[name]
            pending += parents[name]
    properties = {
        name: {"domain": domain, "range": _names(text, "schema:rangeIncludes")}
        for name, text in blocks.items()
        if "rdf:Property" in text
        and set(domain := _names(text, "schema:domainIncludes")) & set(classes)
    }
    return {
        "version": VERSION,
        "classes": dict(sorted(classes.items())),
        "properties": dict(sorted(properties.items())),
    }


if __name__ == "__main__":
    found = extract(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [f'"version": {json.dumps(found["version"])}']
    for key in ("classes", "properties"):
        rows = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in found[key].items()]  # type: ignore[attr-defined]
        lines.append(f'"{key}": {{\n' + ",\n".join(rows) + "\n}")
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
