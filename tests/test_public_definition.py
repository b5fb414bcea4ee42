"""There is one definition of which articles readers may see, `newsroom/articles/querysets.py`, and
one of which pages: `newsroom/pages/querysets.py`.

Other code asks `published()`, `scheduled()`, `is_published`, `listing_date` and `listed()`. This
test reads the whole package, ORM code, Python comparisons and raw SQL, for a second definition.
"""

from __future__ import annotations

import ast
import re

import pytest

from tests import source_code

DEFINITIONS = {"newsroom/articles/querysets.py", "newsroom/pages/querysets.py"}
# The search index is queried in SQL; the condition on its copy of the listing date stands here.
SQL_ON_A_COPY = {"newsroom/search/backends/interface.py"}
# Editing depends on the stored status itself, whatever readers see.
MAY_COMPARE_STATUS = (
    "newsroom/articles/admin/",
    "newsroom/articles/workflow/",
    "newsroom/articles/editable_fields/",
    "newsroom/articles/forms/",
    "newsroom/site/demo/",
    "newsroom/transfer/",
)

QUERY_METHODS = {"filter", "exclude", "get", "aget", "Q", "When", "get_object_or_404"}
DATE_LOOKUP = re.compile(r"(?:\b|__)(published_at|listed_at)__(lte?|gte?|range|date)\b")
DATE_IN_SQL = re.compile(r"\b(published_at|listed_at)\s*(<|>|<=|>=|BETWEEN)\s")
STATUS_IN_SQL = re.compile(r"\bstatus\s*(=|IN)\s*[('\"%]", re.IGNORECASE)
DATES = {"published_at", "listed_at"}


def second_definitions(code: ast.AST) -> set[str]:
    """The kinds of conditions in this code that define anew what is public."""
    found: set[str] = set()
    constraints = {
        id(inner)
        for node in ast.walk(code)
        if isinstance(node, ast.Call) and _called(node) == "CheckConstraint"
        for inner in ast.walk(node)
    }
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and _called(node) in QUERY_METHODS:
            if id(node) not in constraints and _asks_for_published(node):
                found.add("status lookup")
        elif isinstance(node, ast.keyword) and node.arg and DATE_LOOKUP.search(node.arg):
            found.add("date lookup")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if DATE_LOOKUP.search(node.value):
                found.add("date lookup")
            if DATE_IN_SQL.search(node.value) or STATUS_IN_SQL.search(node.value):
                found.add("SQL")
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(_is_status(side) for side in sides) and any(map(_is_published, sides)):
                found.add("status comparison")
            if any(_is_date(side) for side in sides) and any(map(_is_now, sides)):
                found.add("date comparison")
    return found


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def _asks_for_published(node: ast.Call) -> bool:
    return any(
        keyword.arg is not None
        and re.search(r"(^|__)status(__in|__exact)?$", keyword.arg)
        and _is_published(keyword.value)
        for keyword in node.keywords
    )


def _is_published(node: ast.AST) -> bool:
    return any(
        (isinstance(part, ast.Attribute) and ast.unparse(part).endswith("Status.PUBLISHED"))
        or (isinstance(part, ast.Constant) and part.value == "published")
        for part in ast.walk(node)
    )


def _is_status(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "status"


def _is_date(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in DATES


def _is_now(node: ast.AST) -> bool:
    return ast.unparse(node) in {"now", "at", "timezone.now()", "datetime.now()"}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Article.objects.filter(status='published')", "status lookup"),
        ("Article.objects.filter(pk=1, status=Article.Status.PUBLISHED)", "status lookup"),
        ("Correction.objects.exclude(article__status__in=[Status.PUBLISHED])", "status lookup"),
        ("Case(When(status=Status.PUBLISHED, then='published_at'))", "status lookup"),
        ("Q(status=Status.PUBLISHED) & Q(pk=1)", "status lookup"),
        ("Article.objects.filter(published_at__lte=now)", "date lookup"),
        ("Byline.objects.filter(listed_at__lte=timezone.now())", "date lookup"),
        ("Correction.objects.filter(**{'article__published_at__gt': now})", "date lookup"),
        ("cursor.execute('SELECT id FROM a WHERE t.published_at <= %s')", "SQL"),
        ("cursor.execute(f'SELECT id FROM {table} WHERE listed_at < %s')", "SQL"),
        ("conditions = ['t.published_at >= %s']", "SQL"),
        ("RawSQL(\"status = 'published'\", [])", "SQL"),
        ("date = a.published_at if a.status == Status.PUBLISHED else None", "status comparison"),
        ("a.status in ('published', 'draft')", "status comparison"),
        ("a.published_at <= timezone.now()", "date comparison"),
        ("now >= article.published_at", "date comparison"),
    ],
)
def test_every_way_to_define_it_is_seen(code: str, kind: str) -> None:
    assert second_definitions(ast.parse(code)) == {kind}


@pytest.mark.parametrize(
    "code",
    [
        "Article.objects.published(now).filter(section=3)",
        "Article(status=Status.PUBLISHED, published_at=now)",
        "CheckConstraint(condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False))",
        "Comment.objects.filter(status=Comment.Status.VISIBLE)",
        "qs.order_by('-published_at')",
    ],
)
def test_what_defines_nothing_is_not_seen(code: str) -> None:
    assert second_definitions(ast.parse(code)) == set()


def test_only_the_queryset_says_what_is_public() -> None:
    by_module = {
        source_code.name(path): found
        for path in source_code.modules()
        if (found := second_definitions(source_code.tree(path)))
    }
    for name in DEFINITIONS:
        assert by_module.pop(name), "the definition is somewhere else"
    for name in SQL_ON_A_COPY:
        assert by_module.pop(name) == {"SQL"}, "the condition on the index is somewhere else"
    second = {
        name: kinds
        for name, found in by_module.items()
        if (
            kinds := found - {"status comparison"} if name.startswith(MAY_COMPARE_STATUS) else found
        )
    }
    assert second == {}
