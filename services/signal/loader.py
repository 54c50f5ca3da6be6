"""Finding a strategy's class: one that ships, or a user's ``FILE:CLASS``."""

import importlib.util
import sys
import traceback
from pathlib import Path

from services.signal.strategies.alternate import Alternate
from services.signal.strategies.breakout import Breakout
from services.signal.strategies.cross import MovingAverageCross
from tradewire.errors import ConfigurationError
from tradewire.ids import digest
from tradewire.strategy import Strategy

# The names that ``--strategy`` takes beside FILE:CLASS.
BUILT_IN: dict[str, type[Strategy]] = {
    "cross": MovingAverageCross,
    "breakout": Breakout,
    "alternate": Alternate,
}


def load_strategy(reference: str) -> type[Strategy]:
    """The class that ``reference`` names: a built-in name or ``FILE:CLASS``.

    Raises:
        ConfigurationError: no such name or file, the file does not import, or
            it holds no such strategy; the message names file, line and remedy.
    """
    if reference in BUILT_IN:
        return BUILT_IN[reference]
    path_text, separator, name = reference.rpartition(":")
    if not separator or not name:
        known = ", ".join(BUILT_IN)
        raise ConfigurationError(
            f"strategy {reference!r} is unknown; give FILE:CLASS, such as mine.py:Mine, or one of"
            f" {known}"
        )
    found = getattr(_import(Path(path_text)), name, None)
    if not (isinstance(found, type) and issubclass(found, Strategy)):
        raise ConfigurationError(
            f"{path_text} has no strategy {name!r}; it must be a class derived from"
            " tradewire.strategy.Strategy"
        )
    return found


def create_strategy(reference: str, parameters: dict[str, str]) -> Strategy:
    """An instance of the strategy that ``reference`` names, with its parameters set.

    Raises:
        ConfigurationError: see ``load_strategy``, or a parameter is wrong.
    """
    strategy_type = load_strategy(reference)
    try:
        return strategy_type(**parameters)
    except ConfigurationError:
        raise
    except Exception as error:
        raise ConfigurationError(
            f"strategy {reference} could not be made: {type(error).__name__}: {error}"
        ) from error


def _import(path: Path) -> object:
    """Run the file as a module of its own; a second load sees the file as it is then."""
    if not path.is_file():
        raise ConfigurationError(f"strategy file {path} does not exist; check the path")
    name = f"strategy_{path.stem}_{digest('strategy-file', str(path.resolve()))}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ConfigurationError(f"strategy file {path} is no Python file; it must end in .py")
    module = importlib.util.module_from_spec(spec)
    # Dataclasses and postponed annotations look their module up here.
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        line = _line_in(path, error)
        raise ConfigurationError(
            f"strategy file {path}{line} does not import: {type(error).__name__}: {error}"
        ) from error
    return module


def _line_in(path: Path, error: Exception) -> str:
    """``:LINE`` of the user's own file where the error came from, or nothing."""
    if isinstance(error, SyntaxError):
        return f":{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return f":{lines[-1]}" if lines else ""
