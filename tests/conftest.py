"""What all tests share: they see none of the developer's own settings."""

import os

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
        if name.startswith(("TRADEWIRE_", "OTEL_")):
            monkeypatch.delenv(name)
