from services.chassis.own import platform_version


def test_the_version_is_looked_up_once() -> None:
    """It is in the answer to a stranger's wrong call, and each look reads a file for 3 ms."""
    first = platform_version()
    assert first
    # Each look makes a text of its own.
    assert platform_version() is first
