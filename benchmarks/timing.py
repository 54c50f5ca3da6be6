"""Taking turns and taking percentiles."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

Operation = Callable[[], Awaitable[object]]

TURNS = 10
"""Floor and ours alternate this often, so that a noisy machine hits both."""

WARM = 50
"""Calls before the clock: caches, compiled statements, connections."""


def quantile(samples: Sequence[float], fraction: float) -> float:
    """The sample below which ``fraction`` of them lie."""
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * fraction))]


def spread(samples: Sequence[float], scale: float, unit: str) -> dict[str, float]:
    """p50 and p99, multiplied by ``scale``, named with their unit."""
    return {
        f"p50, {unit}": round(quantile(samples, 0.50) * scale, 4),
        f"p99, {unit}": round(quantile(samples, 0.99) * scale, 4),
    }


async def in_turns(
    times: int, floor: Operation, ours: Operation
) -> tuple[list[float], list[float]]:
    """Seconds of each call of two operations, in ``TURNS`` turns of each."""
    for _ in range(WARM):
        await floor()
        await ours()
    samples: tuple[list[float], list[float]] = ([], [])
    for _ in range(TURNS):
        for taken, operation in zip(samples, (floor, ours), strict=True):
            for _ in range(max(1, times // TURNS)):
                began_s = time.perf_counter()
                await operation()
                taken.append(time.perf_counter() - began_s)
    return samples


async def rates_in_turns(
    turns: int, floor: Callable[[], Awaitable[float]], ours: Callable[[], Awaitable[float]]
) -> tuple[float, float]:
    """The medians of two rates, each measured ``turns`` times in turn."""
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        rates[0].append(await floor())
        rates[1].append(await ours())
    return statistics.median(rates[0]), statistics.median(rates[1])
