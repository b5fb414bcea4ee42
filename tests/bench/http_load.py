"""Load over HTTP: our server with one worker, beside nginx serving the same bytes as files.

Needs `wrk`, and for the comparison `nginx`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from tests.servers import Node, free_port

ROUNDS, SECONDS, CONNECTIONS = 3, 2, 16
MIX_SECONDS = 10
MEMORY_POLL_SECONDS = 0.05
# wrk scripts in Lua. Readers' mix: mostly articles, by an exponential distribution of their age
# with a mean of 500 articles.
READERS_MIX = """
local articles, others = {{ {articles} }}, {{ {others} }}
math.randomseed(2569)
request = function()
  local path
  if math.random() < 0.65 then
    local rank = math.floor(-500 * math.log(1 - math.random())) + 1
    path = articles[(rank - 1) % #articles + 1]
  else
    path = others[math.random(#others)]
  end
  return wrk.format("GET", path)
end
"""
# Every article once, so that none is in the page cache.
EACH_ONCE = """
local articles, index = {{ {articles} }}, 0
request = function()
  index = index % #articles + 1
  return wrk.format("GET", articles[index])
end
"""
NGINX_CONFIG = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port}; root {folder}/pages; default_type "text/html; charset=utf-8";
    location / {{ add_header Content-Encoding br; }}
  }}
}}
"""


def measure_cached(
    node: Node, urls: dict[str, str], folder: Path
) -> tuple[dict[str, dict[str, float]], str]:
    """By page: `rate` (requests per second), `p50`, `p99` (ms), `bytes`, `nginx` (its rate) and
    `ratio` of the rates; and a message about what could not be measured."""
    if not shutil.which("wrk"):
        return {}, "wrk is not installed: no load over HTTP"
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(nginx).exists():
        results = {name: _load(node.port, url) for name, url in urls.items()}
        return results, "nginx is not installed: no ratio"
    results = {}
    files = folder / "pages"
    files.mkdir(exist_ok=True)
    for index, url in enumerate(urls.values()):
        request = Request(f"http://127.0.0.1:{node.port}{url}", headers={"Accept-Encoding": "br"})
        with urlopen(request) as response:
            (files / str(index)).write_bytes(response.read())
    with _running_nginx(nginx, folder) as nginx_port:
        for index, (name, url) in enumerate(urls.items()):
            node_rounds, nginx_rates = [], []
            # Alternating, so that whatever else the machine does affects both.
            for _ in range(ROUNDS):
                node_rounds.append(_load(node.port, url))
                nginx_rates.append(_load(nginx_port, f"/{index}")["rate"])
            middle = sorted(node_rounds, key=lambda figures: figures["rate"])[ROUNDS // 2]
            results[name] = {
                **middle,
                "bytes": (files / str(index)).stat().st_size,
                "nginx": median(nginx_rates),
                "ratio": middle["rate"] / median(nginx_rates),
            }
    return results, ""


def measure_uncached(
    node: Node, articles: list[str], others: list[str], folder: Path, script: str = READERS_MIX
) -> dict[str, float]:
    """Load of many pages on a node that was just started, by a wrk script.

    `articles` and `others` are paths; one that is in `others` twice is requested twice as often.
    """
    file = folder / "mix.lua"
    article_list, other_list = (
        ", ".join(f'"{path}"' for path in paths) for paths in (articles, others)
    )
    file.write_text(script.format(articles=article_list, others=other_list))
    return _load(node.port, "/", seconds=MIX_SECONDS, script=str(file))


@contextmanager
def peak_memory() -> Iterator[list[float]]:
    """The peak of this process's memory (MB) during a `with`, above that at its start, in a list."""
    before, peak, is_over = _memory_mb(os.getpid()), [0.0], threading.Event()

    def poll() -> None:
        while not is_over.wait(MEMORY_POLL_SECONDS):
            peak[0] = max(peak[0], _memory_mb(os.getpid()) - before)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield peak
    finally:
        is_over.set()
        thread.join()


def worker_memory_mb(node: Node) -> float:
    """The memory (MB) of the server's largest process."""
    output = subprocess.run(
        ["ps", "--ppid", str(node.process.pid), "-o", "pid="], capture_output=True, text=True
    ).stdout
    return max((_memory_mb(int(pid)) for pid in output.split()), default=0)


def _memory_mb(pid: int) -> float:
    """Anonymous resident memory: without mapped files, such as the database."""
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(match[1]) / 1024 if match else 0


@contextmanager
def _running_nginx(command: str, folder: Path) -> Iterator[int]:
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX_CONFIG.format(folder=folder, port=port))
    # nginx's workers drop root's rights, and must still be able to read the pages.
    os.chmod(folder, 0o755)  # noqa: S103
    process = subprocess.Popen([command, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    time.sleep(0.5)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _load(port: int, path: str, seconds: int = SECONDS, script: str = "") -> dict[str, float]:
    output = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br",
         *(["-s", script] if script else []), f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in output:
        raise RuntimeError(f"{path}: {output}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    return {
        "rate": float(rate[1]) if rate else 0.0,
        "p50": _percentile_ms(output, "50%"),
        "p99": _percentile_ms(output, "99%"),
    }


def _percentile_ms(output: str, percentile: str) -> float:
    match = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)", output)
    if match is None:
        return 0.0
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]]
