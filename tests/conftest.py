"""What all tests share: they see none of the developer's own settings; options of the faults."""

import os
import random

import pytest
from hypothesis import HealthCheck, settings

# Generated examples are the same in every run, so that a red test is red for everybody. A loaded
# machine makes examples slow without making them wrong, so there is no deadline for each.
settings.register_profile(
    "tradewire", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tradewire")


@pytest.fixture(autouse=True)
def _no_settings_of_the_developers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("TRADEWIRE_", "OTEL_", "QUESTDB_URL")):
            monkeypatch.delenv(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--seed N`` repeats a run of faults; ``--long`` and ``--cluster`` run what is left out."""
    parser.addoption("--seed", type=int, help="of the faults' moments; drawn unless given")
    parser.addoption("--long", action="store_true", help="run the tests marked long too")
    parser.addoption("--cluster", help="where tools/cluster.py has built a Kubernetes to run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, or a cluster, unless it is asked for."""
    reasons = {"long": "takes minutes; run it with --long", "cluster": "run it by make test-k8s"}
    for mark, reason in reasons.items():
        if config.getoption(f"--{mark}"):
            continue
        skip = pytest.mark.skip(reason=reason)
        for item in items:
            if item.get_closest_marker(mark) is not None:
                item.add_marker(skip)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What the moments of a test's faults follow from; shown with its failure."""
    given: int | None = request.config.getoption("--seed")
    chosen = random.SystemRandom().randrange(2**32) if given is None else given
    print(f"seed {chosen}; the same moments again: pytest --seed {chosen}")  # noqa: T201 - see above.
    return chosen
