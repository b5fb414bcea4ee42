"""A decoding process: `python -m newsroom.images.decoding.child [PARENT]`.

Reads jobs from its standard input and writes results to its standard output (`messages`) until the
input ends or nothing comes for a while. Whatever a picture does to it, it ends itself: the kernel
counts its memory, its CPU seconds and its seconds, also when the process that started it is gone.
It has no secrets in its environment, no connection, and can write no file.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from newsroom.images.decoding import limits, protocol
from newsroom.images.decoding.encoding import encode_sizes, encoded_original
from newsroom.images.decoding.pictures import PictureProblem, open_picture
from newsroom.images.shapes import Shape
from newsroom.web.processes import die_with_parent

# Without a job for so many seconds the process ends, or after so many pictures.
IDLE_SECONDS, MAX_PICTURES = 20.0, 200
MAX_OPEN_FILES = 64


def main() -> None:
    """Serve jobs."""
    # What a decoder prints must not get between the messages.
    output = os.dup(1)
    os.dup2(2, 1)
    _limit_process()
    if len(sys.argv) > 1:
        die_with_parent()
        if os.getppid() != int(sys.argv[1]):
            return
    for _ in range(MAX_PICTURES):
        if not select.select([0], [], [], IDLE_SECONDS)[0]:
            return
        job = protocol.received(_read)
        if job is None:
            return
        _limit_picture(job[0]["cpu_seconds"], job[0]["wall_seconds"])
        try:
            head, files = perform(job[0], job[1][0])
        except PictureProblem as problem:
            head, files = {"problem": problem.code, "values": problem.values}, []
        except MemoryError:
            head, files = {"problem": "memory", "values": {}}, []
        signal.setitimer(signal.ITIMER_REAL, 0)
        for chunk in protocol.packed(head, files):
            _write(output, chunk)


def perform(job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What a picture is, and the files made of it: sizes in the job's shapes, then the original.

    Raises `PictureProblem` and `MemoryError`.
    """
    picture = open_picture(data)
    image = picture.image
    head: dict[str, Any] = {
        "width": image.width,
        "height": image.height,
        "uploaded_size": picture.uploaded_size,
        "is_animation": picture.is_animation,
        "files": [],
    }
    files: list[bytes] = []
    shapes = [Shape(name, tuple(widths), ratio, tuple(formats))
              for name, widths, ratio, formats in job["shapes"]]  # fmt: skip
    focal = (int(job["focal"][0]), int(job["focal"][1]))
    with ThreadPoolExecutor(1) as beside:
        original = beside.submit(encoded_original, image) if job["with_original"] else None
        for size, extension, content in encode_sizes(image, shapes, focal):
            head["files"].append([size.shape, extension, size.width, size.height])
            files.append(content)
        if original is not None:
            head["original"], content = original.result()
            files.append(content)
    return head, files


def _limit_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    for kind, limit in (
        (resource.RLIMIT_AS, limits.MAX_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit, limit) if hard < 0 or hard > limit else (hard, hard))


def _limit_picture(cpu_seconds: float, wall_seconds: float) -> None:
    """Have the kernel end the process (SIGXCPU, SIGALRM) when a picture takes longer."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + cpu_seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)


def _read(count: int) -> bytes:
    """So many bytes of the input, or fewer at its end."""
    data = bytearray()
    while len(data) < count:
        chunk = os.read(0, min(count - len(data), 1 << 20))
        if not chunk:
            break
        data += chunk
    return bytes(data)


def _write(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main()
