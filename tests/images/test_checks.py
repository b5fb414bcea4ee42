"""The system check of Pillow."""

from typing import Any

import pytest
from django.core.checks import run_checks
from PIL import features


@pytest.mark.usefixtures("text_is_shaped")
def test_pillow_without_a_shaping_engine_is_warned_of(monkeypatch: Any) -> None:
    """T-X4"""
    assert not [message for message in run_checks() if message.id == "images.W001"]
    supports = features.check
    monkeypatch.setattr(features, "check", lambda name: name != "raqm" and supports(name))
    (warning,) = [message for message in run_checks() if message.id == "images.W001"]
    assert "apt install libfribidi0" in warning.msg
