"""A WordPress of a test's own, with a MariaDB of its own, that imports one file.

It needs Debian's packages wordpress, php-cli, php-mysql, php-xml and mariadb-server, and, which Debian
has not, the folder of the plugin WordPress Importer in NEWSROOM_WORDPRESS_IMPORTER.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

_WORDPRESS = Path("/usr/share/wordpress")
_IMPORT = Path(__file__).with_suffix(".php")
_CONFIG = """<?php
define('DB_NAME', 'test'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_SITEURL', 'http://wordpress.example'); define('WP_HOME', WP_SITEURL);
define('WP_CONTENT_URL', WP_SITEURL . '/wp-content'); define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""


def skip_without_wordpress() -> None:
    missing = [name for name in ("php", "mariadbd", "mariadb-install-db") if not shutil.which(name)]
    if not (_WORDPRESS / "wp-load.php").exists():
        missing.append("wordpress")
    if "NEWSROOM_WORDPRESS_IMPORTER" not in os.environ:
        missing.append("NEWSROOM_WORDPRESS_IMPORTER")
    if missing:
        pytest.skip(f"no WordPress to import into, missing: {', '.join(missing)}")


def import_into_wordpress(export: Path) -> dict[str, Any]:
    """What a fresh WordPress has after it imported the file: messages, posts, terms."""
    # A path that fits into a socket's address.
    folder = Path(tempfile.mkdtemp(prefix="newsroom-wp-"))
    data, socket, site = folder / "data", folder / "sock", folder / "site"
    user = ["--user=root"] if os.getuid() == 0 else []
    database = None
    try:
        subprocess.run(
            ["mariadb-install-db", "--no-defaults", f"--datadir={data}", *user,
             "--auth-root-authentication-method=normal"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        database = subprocess.Popen(
            ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", *user,
             "--skip-networking"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        shutil.copytree(_WORDPRESS, site, ignore_dangling_symlinks=True)
        (site / "wp-content/uploads").mkdir(exist_ok=True)
        # Debian's is a link to one in /etc.
        (site / "wp-config.php").write_text(_CONFIG.format(socket=socket))
        deadline = time.monotonic() + 60
        while not socket.exists():
            assert time.monotonic() < deadline, "MariaDB does not start"
            time.sleep(0.1)
        run = subprocess.run(
            ["php", "-d", "memory_limit=1G", str(_IMPORT), str(site),
             os.environ["NEWSROOM_WORDPRESS_IMPORTER"], str(export)],
            capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
        result: dict[str, Any] = json.loads(run.stdout[run.stdout.index("{") :])
        return result
    finally:
        if database is not None:
            database.terminate()
            database.wait(60)
        shutil.rmtree(folder, ignore_errors=True)
