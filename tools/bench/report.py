"""The figures as a table."""

from __future__ import annotations

from dataclasses import dataclass

from tools.bench.load import Figures


@dataclass(frozen=True)
class Line:
    """One page beside a hello measured just before it."""

    name: str
    found: Figures
    hello: Figures
    bar: float | None

    @property
    def ratio(self) -> float:
        """Requests per second as a share of hello's."""
        return self.found.per_second / self.hello.per_second if self.hello.per_second else 0.0


def print_report(lines: list[Line], memory: list[float]) -> None:
    """Print a Markdown table, and the memory of each worker in MB."""
    print("\n| page | requests/s | p50 ms | p99 ms | hello/s | ratio | bar | |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    for line in lines:
        f = line.found
        bar, verdict = "", ""
        if line.bar is not None:
            bar, verdict = f"{line.bar:.2f}", "met" if line.ratio >= line.bar else "MISSED"
        if f.errors:
            verdict += f" {f.errors} errors"
        print(
            f"| {line.name} | {f.per_second:,.0f} | {f.p50:.1f} | {f.p99:.1f} | {line.hello.per_second:,.0f} "
            f"| {line.ratio:.3f} | {bar} | {verdict} |"
        )
    print(f"\nmemory per worker after the load (RSS): {', '.join(f'{m:.0f} MB' for m in memory)} (bar: 150 MB)")
