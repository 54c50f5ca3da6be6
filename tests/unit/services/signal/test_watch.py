"""A handler that blocks the loop is named while it blocks."""

import time

from services.signal.watch import BlockWatch


def test_a_blocking_handler_is_named_once_and_a_quick_one_is_not() -> None:
    """The thread beside the loop sees it, however long the handler takes."""
    watch = BlockWatch(blocked_s_max=0.0, look_s=0.001)
    watch.start()
    try:
        with watch.of("slow"):
            while "slow" not in watch.blocked:
                time.sleep(0.001)
            # A second look at the same call says nothing new.
            time.sleep(0.01)
        assert watch.blocked == {"slow": 1}
    finally:
        watch.close()


def test_the_stack_names_the_place_where_it_hangs() -> None:
    """The innermost frame is the first word."""
    watch = BlockWatch()
    assert "test_watch.py" in watch._stack()
