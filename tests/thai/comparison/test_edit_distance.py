from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.thai.comparison.edit_distance import best_approximate_match

STRINGS = st.text(alphabet="กขค่้าัab", max_size=24)


def reference_distance(pattern: str, text: str) -> int:
    """The smallest edit distance of `pattern` to a substring of `text`, by the textbook's table."""
    row = [0] * (len(text) + 1)
    for row_number, expected in enumerate(pattern, 1):
        previous, row = row, [row_number]
        for column, character in enumerate(text, 1):
            row.append(
                min(
                    previous[column - 1] + (expected != character),
                    previous[column] + 1,
                    row[column - 1] + 1,
                )
            )
    return min(row)


@given(STRINGS.filter(bool), STRINGS)
def test_the_distance_is_that_of_the_textbooks_table(pattern: str, text: str) -> None:
    match = best_approximate_match(pattern, text, max_distance=len(pattern))
    assert match is not None
    assert match.distance == reference_distance(pattern, text)
    substring = text[match.start : match.end]
    assert reference_distance(substring, pattern) <= match.distance or match.distance == len(
        pattern
    )


@given(STRINGS.filter(bool), STRINGS, st.integers(0, 3))
def test_there_is_no_match_beyond_the_maximum_distance(
    pattern: str, text: str, max_distance: int
) -> None:
    match = best_approximate_match(pattern, text, max_distance)
    assert (match is None) == (reference_distance(pattern, text) > max_distance)


def test_a_match_begins_at_a_grapheme_where_that_costs_no_more() -> None:
    text = "เกิดน้ำท่วมใหญ่"
    match = best_approximate_match("นำท่วม", text, max_distance=2)
    assert match is not None
    assert text[match.start : match.end] == "น้ำท่วม"


def test_of_equal_matches_one_that_ends_as_the_pattern_does_is_preferred() -> None:
    """`เลือกตัง` is `เลือกตั้ง`, not `เลือกตั`."""
    text = "การเลือกตั้งครั้งนี้"
    match = best_approximate_match("เลือกตัง", text, 1)
    assert match is not None
    assert text[match.start : match.end] == "เลือกตั้ง"
