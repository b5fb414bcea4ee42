"""The Nu HTML checker, over a folder of pages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

NU_JAR = Path(__file__).parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def nu_problems(folder: Path) -> list[str]:
    """What the checker, which `make lint` installs from the npm registry, says of the `.html` files."""
    if not shutil.which("java") or not NU_JAR.exists():
        if os.environ.get("NEWSROOM_REQUIRE_BROWSER") == "1":
            pytest.fail("the Nu checker needs java and `npm ci`")
        pytest.skip("the Nu checker needs java and `npm ci`")
    files = map(str, sorted(folder.glob("*.html")))
    run = subprocess.run(
        ["java", "-jar", str(NU_JAR), "--format", "json", "--stdout", *files],
        capture_output=True,
        timeout=120,
        check=False,
    )
    return [
        f"{Path(message['url']).name}: {message['message']} {message.get('extract', '')[:200]!r}"
        for message in json.loads(run.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]
