"""Proofreading of an article's texts: findings, suggested tags and standfirst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping

from newsroom.articles.models import Article, Tag
from newsroom.articles.tags.parsing import parse_tags
from newsroom.articles.workflow.publish_checks import HEADLINE_WARN_LENGTH
from newsroom.places.proposals import propose_places
from newsroom.thai.clean import clean, clean_line
from newsroom.thai.copydesk.check import RULE_LABELS, TextTooLongError, check
from newsroom.thai.copydesk.findings import Finding
from newsroom.thai.copydesk.suggest import (
    count_word_sequences,
    suggest_keywords,
    suggest_standfirst,
)
from newsroom.thai.folding import fold
from newsroom.thai.graphemes import grapheme_count
from newsroom.thai.segmentation import reading_time_minutes, word_count

# The texts that are read, with their labels; plain text, the body's too.
FIELD_LABELS = {"headline": "พาดหัว", "standfirst": "โปรย", "body": "เนื้อข่าว"}
MAX_SUGGESTED_TAGS = 8
MAX_NEW_TAGS = 5
MIN_TAG_KEY_LENGTH = 2
HEADLINE_WEIGHT = 3  # of a tag's occurrence in the headline, beside 1 in the text
# Databases limit how many parameters a query may have.
KEYS_PER_QUERY = 900
MAX_PLACES = 3
RULES_IN_SUMMARY = 3


def proofread(texts: Mapping[str, str]) -> dict[str, object]:
    """What the proofreading panel shows of `texts` (`FIELD_LABELS` and `tags`), ready for JSON."""
    headline, body = clean_line(texts["headline"]), clean(texts["body"])
    headline_length, body_words = grapheme_count(headline), word_count(body)
    findings = check({field: texts[field] for field in FIELD_LABELS})
    has_standfirst = bool(texts["standfirst"].strip())
    return {
        "findings": [_finding_as_json(finding) for finding in findings],
        "words": body_words,
        "minutes": reading_time_minutes(body_words),
        "headline_letters": headline_length,
        "headline_is_long": headline_length > HEADLINE_WARN_LENGTH,
        "tags": suggest_tags(headline, f"{texts['standfirst']}\n{body}", parse_tags(texts["tags"])),
        "places": [place.full_label for place in propose_places(headline, body, MAX_PLACES)],
        "standfirst": "" if has_standfirst else suggest_standfirst(headline, body),
    }


def suggest_tags(headline: str, text: str, current: Iterable[str]) -> list[dict[str, object]]:
    """Existing tags named in the texts, most frequent first, then keywords that are no tags yet.

    Rows of `{"name", "exists"}`; without the `current` tags of the article.
    """
    current_keys = {fold(name) for name in current}
    counts = count_word_sequences(f"{headline}\n{text}")
    headline_counts = count_word_sequences(headline)
    keys = [key for key in counts if key not in current_keys and len(key) >= MIN_TAG_KEY_LENGTH]
    matches: list[tuple[int, str, str]] = []  # (score, key, name)
    for start in range(0, len(keys), KEYS_PER_QUERY):
        rows = Tag.objects.filter(key__in=keys[start : start + KEYS_PER_QUERY])
        for key, name in rows.values_list("key", "name"):
            matches.append((counts[key] + HEADLINE_WEIGHT * headline_counts[key], key, name))
    matches.sort(key=lambda match: (-match[0], match[1]))
    existing = [{"name": name, "exists": True} for _, _, name in matches[:MAX_SUGGESTED_TAGS]]
    known_keys = current_keys | {key for _, key, _ in matches}
    new = [word for word in suggest_keywords(headline, text) if fold(word) not in known_keys]
    limit = min(MAX_SUGGESTED_TAGS - len(existing), MAX_NEW_TAGS)
    return existing + [{"name": word, "exists": False} for word in new[:limit]]


def summarize_findings(article: Article, dismissed: Container[str]) -> str:
    """The findings in a saved article as one Thai sentence; "" if there are none.

    `dismissed` has the findings an editor has waved through, as `rule:text`.
    """
    texts = {field: getattr(article, field) for field in ("headline", "standfirst")}
    try:
        findings = check({**texts, "body": article.plain_text})
    except TextTooLongError as error:
        return str(error)
    open_findings = [each for each in findings if f"{each.rule}:{each.text}" not in dismissed]
    if not open_findings:
        return ""
    counts = Counter(RULE_LABELS[finding.rule] for finding in open_findings)
    summary = ", ".join(
        f"{label} {count} แห่ง" for label, count in counts.most_common(RULES_IN_SUMMARY)
    )
    more = " และอื่น ๆ" if len(counts) > RULES_IN_SUMMARY else ""
    total = len(open_findings)
    return f"บันทึกแล้ว โต๊ะตรวจภาษาพบ {total} แห่งที่น่าดูอีกครั้ง: {summary}{more}"


def _finding_as_json(finding: Finding) -> dict[str, object]:
    label, where = RULE_LABELS[finding.rule], FIELD_LABELS[finding.field]
    return {**finding._asdict(), "label": label, "where": where}
