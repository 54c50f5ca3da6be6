"""The stages of an order's way: counted once each, of what is known, on two clocks apart."""

from services.chassis.metrics import Metrics
from services.execution import stages
from services.execution.stages import EVENT_WAY, WAY, Stages, Way

MS = 1_000_000
# Wall clock and run's clock of a replay have nothing to do with each other.
WALL, RUN = 1_700_000_000_000 * MS, 1_600_000_000_000 * MS


class Counted:
    """Stages whose histograms can be read."""

    def __init__(self) -> None:
        self.metrics = Metrics("execution")
        self.stages = Stages(self.metrics)

    def of(self, measure_name: str) -> dict[str, tuple[float, float]]:
        """Count and sum in milliseconds, by stage."""
        found: dict[str, tuple[float, float]] = {}
        for family in self.metrics.registry.collect():
            if family.name != measure_name:
                continue
            values = {(s.labels["stage"], s.name): s.value for s in family.samples}
            for stage in {stage for stage, _ in values}:
                count = values[stage, f"{measure_name}_count"]
                found[stage] = count, round(values[stage, f"{measure_name}_sum"] * 1000, 6)
        return found


def walk(way: Stages, order: str = "a") -> None:
    """One order from its tick to its first fill, and a second report and fill of it."""
    way.upstream({"feed_to_bus": (WALL, WALL + 2 * MS), "bus_to_strategy": (0, WALL)})
    way.begin(order, Way(WALL, RUN))
    way.judged(order, WALL + 3 * MS, WALL + 5 * MS)
    way.committed(order, WALL + 6 * MS, RUN + 10 * MS)
    way.sent(order, WALL + 7 * MS)
    way.sent(order, WALL + 70 * MS)
    way.answered(order, WALL + 9 * MS, RUN + 30 * MS, accepted=True)
    way.answered(order, WALL + 90 * MS, RUN + 31 * MS, accepted=True)
    way.filled(order, WALL + 12 * MS, RUN + 50 * MS)
    way.filled(order, WALL + 99 * MS, RUN + 51 * MS)


def test_every_stage_is_counted_once_on_each_clock() -> None:
    """The wall clock tells what it took; the run's tells what was modelled."""
    counted = Counted()
    walk(counted.stages)
    assert counted.of(WAY.name) == {
        "feed_to_bus": (1, 2),
        "verdict": (1, 2),
        "commit": (1, 1),
        "send": (1, 1),
        "tick_to_order": (1, 7),
        "acknowledge": (1, 2),
        "tick_to_accepted": (1, 9),
        "first_fill": (1, 3),
        "tick_to_fill": (1, 12),
    }
    assert counted.of(EVENT_WAY.name) == {
        "tick_to_order": (1, 10),
        "acknowledge": (1, 20),
        "first_fill": (1, 20),
    }


def test_a_replay_without_a_wall_clock_counts_no_stage_that_begins_with_the_tick() -> None:
    """A tape's stamp compared with this machine's clock would be years."""
    counted = Counted()
    counted.stages.begin("a", Way(0, RUN))
    counted.stages.committed("a", WALL, RUN + 10 * MS)
    counted.stages.sent("a", WALL + MS)
    assert counted.of(WAY.name) == {"send": (1, 1)}
    assert counted.of(EVENT_WAY.name) == {"tick_to_order": (1, 10)}


def test_a_leg_has_its_own_stages_and_none_of_its_entrys_tick() -> None:
    """A stop that is made when its entry fills follows from no tick of its own."""
    counted = Counted()
    counted.stages.committed("stop", WALL, RUN)
    counted.stages.sent("stop", WALL + MS)
    counted.stages.answered("stop", WALL + 2 * MS, RUN + 5 * MS, accepted=False)
    counted.stages.ended("stop")
    counted.stages.filled("stop", WALL + 3 * MS, RUN)
    assert counted.of(WAY.name) == {"send": (1, 1), "acknowledge": (1, 1)}
    assert counted.of(EVENT_WAY.name) == {}


def test_stamps_in_the_wrong_order_count_as_no_time_and_not_as_less() -> None:
    """Stamps of two processes may be in the wrong order by some microseconds."""
    counted = Counted()
    counted.stages.judged("a", WALL, WALL - MS)
    assert counted.of(WAY.name) == {"verdict": (1, 0)}


def test_orders_that_never_end_are_forgotten_the_oldest_first() -> None:
    """An order may rest for months; the memory of its way may not."""
    counted = Counted()
    for number in range(stages.ORDERS_MAX + 1):
        counted.stages.begin(str(number), Way(WALL))
    counted.stages.sent("0", WALL + MS)
    counted.stages.sent("1", WALL + MS)
    assert counted.of(WAY.name) == {"tick_to_order": (1, 1)}
