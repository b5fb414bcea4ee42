"""The benchmark's figures as a table."""

from __future__ import annotations

from typing import Any

NO_FIGURE = "–"


def print_results(results: dict[str, Any], sizes: list[int]) -> None:
    """Print the table of pages, then the figures that belong to no page."""
    pages, http = results["pages"], results["http"]
    print_row(
        "", *("CPU ms" for _ in sizes), "", "", "", "cached:", "p50", "p99", "nginx", "ratio to",
        "bytes",
    )  # fmt: skip
    print_row(
        "page", *(f"{size:,}" for size in sizes), "growth", "queries", "bytes", "req/s", "ms", "ms",
        "req/s", "nginx", "in br",
    )  # fmt: skip
    for name in pages[str(sizes[0])]:
        by_size = [pages[str(size)].get(name) for size in sizes]
        largest = next(figures for figures in reversed(by_size) if figures)
        print_row(
            name,
            *(f"{figures['cpu']:.2f}" if figures else NO_FIGURE for figures in by_size),
            f"{_growth(by_size, [pages[str(size)]['reference'] for size in sizes]):.2f}",
            largest["queries"],
            f"{largest['bytes']:,}",
            *_load_cells(http["pages"].get(name)),
        )
    for name, label in (
        ("mix", "readers' mix, nothing cached at first"),
        ("once", "articles, each once"),
    ):
        if name in http:
            rate, p99 = http[name]["rate"], http[name]["p99"]
            print(f"{label}: {rate:,.0f} req/s, p99 {p99:.0f} ms, one worker")
    print_import(results["import"])
    memory = http.get("memory", 0)
    print(f"cold start {http['start_seconds']:.1f} s; memory of a worker {memory:.0f} MB")
    if http["message"]:
        print(http["message"])


def print_import(results: dict[str, dict[str, float]]) -> None:
    """Print what an import costs at each size."""
    for figures in results.values():
        print(
            f"import of {figures['count']:,} articles with search index:"
            f" {figures['rate']:,.0f} articles/s ({figures['cpu_rate']:,.0f} per CPU second),"
            f" +{figures['memory']:.0f} MB"
        )


def print_row(*cells: object) -> None:
    """Print a row of a table: a name and figures."""
    name, *figures = cells
    print(f"{name!s:<26}" + "".join(f"{figure!s:>9}" for figure in figures))


def _growth(by_size: list[Any], references: list[dict[str, float]]) -> float:
    """The CPU time at the largest size by that at the smallest, each divided by its reference.

    The machine is not equally fast at all times; the reference says how fast it was.
    """
    relative = [
        figures["cpu"] / reference["cpu"]
        for figures, reference in zip(by_size, references, strict=True)
        if figures
    ]
    return relative[-1] / relative[0]


def _load_cells(figures: dict[str, float] | None) -> list[str]:
    if not figures:
        return [NO_FIGURE] * 6
    return [
        f"{figures['rate']:,.0f}", f"{figures['p50']:.2f}", f"{figures['p99']:.2f}",
        f"{figures.get('nginx', 0):,.0f}", f"{figures.get('ratio', 0):.2f}",
        f"{figures.get('bytes', 0):,}",
    ]  # fmt: skip
