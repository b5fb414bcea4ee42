"""Sticky posts are pinned on our front page."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsroom.site.front_page.selection import current_selection
from tests.transfer.wordpress.exports import export, import_wordpress, item

pytestmark = pytest.mark.django_db


def test_sticky_posts_are_pinned_once_and_what_has_no_room_is_told(tmp_path: Path) -> None:
    sticky = "<wp:is_sticky>1</wp:is_sticky>"
    path = export(tmp_path, item(9), *(item(pk, more=sticky) for pk in range(1, 6)))
    report = import_wordpress(path)
    assert current_selection().pinned == [1, 2, 3]
    assert "ข่าวที่ปักหมุดหน้าแรก: 3" in report
    assert report.count("จึงไม่ปักหมุด") == 2
    import_wordpress(path)
    assert current_selection().pinned == [1, 2, 3]
