"""Hot pages over a socket: our server with one worker beside nginx with the same bytes as a file."""

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
MIXED_SECONDS = 10
# What readers ask for: mostly stories, the newer the oftener (500 deep on average).
MIX = """
local stories, others = {{ {stories} }}, {{ {others} }}
math.randomseed(2569)
request = function()
  local path
  if math.random() < 0.65 then
    local rank = math.floor(-500 * math.log(1 - math.random())) + 1
    path = stories[(rank - 1) % #stories + 1]
  else
    path = others[math.random(#others)]
  end
  return wrk.format("GET", path)
end
"""
# Every story for the first time: nothing is kept of it yet.
ONCE = """
local stories, at = {{ {stories} }}, 0
request = function()
  at = at % #stories + 1
  return wrk.format("GET", stories[at])
end
"""
NGINX = """
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


def measure(
    node: Node, found: dict[str, str], folder: Path
) -> tuple[dict[str, dict[str, float]], str]:
    """By page: `rate`, `p50`, `p99` (ms), `bytes`, `nginx` (its rate), `ratio`; and what to say."""
    if not shutil.which("wrk"):
        return {}, "wrk is not installed: nothing measured over the wire"
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(nginx).exists():
        results = {name: _load(node.port, address) for name, address in found.items()}
        return results, "nginx is not installed: no ratio"
    results = {}
    (folder / "pages").mkdir(exist_ok=True)
    for number, address in enumerate(found.values()):
        asked = Request(f"http://127.0.0.1:{node.port}{address}", headers={"Accept-Encoding": "br"})
        with urlopen(asked) as answer:
            (folder / "pages" / str(number)).write_bytes(answer.read())
    with _nginx(nginx, folder) as port:
        for number, (name, address) in enumerate(found.items()):
            ours, theirs = [], []
            # In turns, so that whatever else the machine does meets both.
            for _ in range(ROUNDS):
                ours.append(_load(node.port, address))
                theirs.append(_load(port, f"/{number}")["rate"])
            middle = sorted(ours, key=lambda one: one["rate"])[ROUNDS // 2]
            size = (folder / "pages" / str(number)).stat().st_size
            results[name] = {
                **middle, "bytes": size, "nginx": median(theirs),
                "ratio": middle["rate"] / median(theirs),
            }  # fmt: skip
    return results, ""


def measure_mix(
    node: Node, stories: list[str], others: list[str], folder: Path, script: str = MIX
) -> dict[str, float]:
    """A mix of pages asked of a node that has just started; `others` as often as they are named."""
    file = folder / "mix.lua"
    lists = (", ".join(f'"{path}"' for path in paths) for paths in (stories, others))
    file.write_text(script.format(stories=next(lists), others=next(lists)))
    return _load(node.port, "/", seconds=MIXED_SECONDS, script=str(file))


@contextmanager
def most_memory() -> Iterator[list[float]]:
    """The most memory (MB) this process has during a `with`, less what it had before, in a list."""
    before, found, over = _memory_mb(os.getpid()), [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            found[0] = max(found[0], _memory_mb(os.getpid()) - before)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def memory_mb(node: Node) -> float:
    """The same of the server's largest process."""
    told = subprocess.run(
        ["ps", "--ppid", str(node.process.pid), "-o", "pid="], capture_output=True, text=True
    ).stdout.split()
    return max((_memory_mb(int(pid)) for pid in told), default=0)


def _memory_mb(pid: int) -> float:
    """What the kernel would give back to nobody else: a mapped database is only borrowed."""
    told = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"RssAnon:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0


@contextmanager
def _nginx(command: str, folder: Path) -> Iterator[int]:
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    # Its workers give root away, and then must still read the pages.
    os.chmod(folder, 0o755)  # noqa: S103
    process = subprocess.Popen([command, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    time.sleep(0.5)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _load(port: int, address: str, seconds: int = SECONDS, script: str = "") -> dict[str, float]:
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br",
         *(["-s", script] if script else []), f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in told:
        raise RuntimeError(f"{address}: {told}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return {
        "rate": float(rate[1]) if rate else 0.0,
        "p50": _milliseconds(told, "50%"),
        "p99": _milliseconds(told, "99%"),
    }


def _milliseconds(told: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", told)
    if found is None:
        return 0.0
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]
