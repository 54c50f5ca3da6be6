"""Reads mappings that people write: every field named, typed, known and in its place.

A file of settings fails in a user's hands, not in ours, so each error names the
file, the entry, the field and what would be right.
"""

import difflib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import yaml

from tradewire.decimals import parse
from tradewire.errors import ConfigurationError, InvalidArgumentError


def near(name: str, known: Iterable[str]) -> str:
    """Words that name the known names nearest to ``name``, or all there are."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or names
    return ", ".join(close)


def load_yaml(path: Path) -> Mapping[str, object]:
    """The mapping a YAML file holds.

    Raises:
        ConfigurationError: the file cannot be read, is no YAML or no mapping.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: is no YAML: {error}") from error
    return mapping_of(content, str(path))


def mapping_of(value: object, where: str) -> Mapping[str, object]:
    """``value`` as a mapping with text keys; raises ConfigurationError."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise ConfigurationError(f"{where}: must be a mapping of names to values")
    return value


def list_of(value: object, where: str) -> list[object]:
    """``value`` as a list; raises ConfigurationError."""
    if not isinstance(value, list):
        raise ConfigurationError(f"{where}: must be a list")
    return value


class Fields:
    """The fields of one entry, taken one by one; ``finish`` refuses what is left.

    Args:
        entry: field name -> value as YAML gave it.
        where: file and entry, for messages.
    """

    def __init__(self, entry: Mapping[str, object], where: str) -> None:
        self._entry = dict(entry)
        self._taken: list[str] = []
        self.where = where

    def take(self, name: str, default: object = None) -> object:
        """The raw value of a field, or ``default`` where it is absent.

        Raises:
            ConfigurationError: it is absent and there is no default.
        """
        self._taken.append(name)
        value = self._entry.get(name, default)
        if value is None:
            raise ConfigurationError(f"{self.where}: the field {name!r} is missing")
        return value

    def has(self, name: str) -> bool:
        """Whether the entry has the field."""
        if self._entry.get(name) is None:
            self._taken.append(name)
            return False
        return True

    def text(self, name: str, default: str | None = None) -> str:
        """A field of text; raises ConfigurationError."""
        value = self.take(name, default)
        if not isinstance(value, str):
            raise self._wrong(name, value, "text")
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number; raises ConfigurationError."""
        value = self.take(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(name, value, "a whole number")
        return value

    def natural(self, name: str, default: int | None = None) -> int:
        """A whole number of at least zero; raises ConfigurationError."""
        value = self.integer(name, default)
        if value < 0:
            raise self._wrong(name, value, "zero or above")
        return value

    def boolean(self, name: str, default: bool | None = None) -> bool:  # noqa: FBT001 - one default.
        """True or false; raises ConfigurationError."""
        value = self.take(name, default)
        if not isinstance(value, bool):
            raise self._wrong(name, value, "true or false")
        return value

    def decimal(self, name: str, default: str | None = None) -> Decimal:
        """A plain decimal, written as text so that no float comes between.

        Raises:
            ConfigurationError: it is no text or no plain decimal.
        """
        value = self.take(name, default)
        if not isinstance(value, str):
            raise self._wrong(name, value, 'a decimal in quotes, such as "0.10"')
        try:
            return parse(value, name)
        except InvalidArgumentError as error:
            raise ConfigurationError(f"{self.where}: {error.message}") from error

    def finish(self) -> None:
        """Refuse fields that nobody took; raises ConfigurationError."""
        for name in self._entry:
            if name not in self._taken:
                raise ConfigurationError(
                    f"{self.where}: the field {name!r} is unknown; "
                    f"near ones are {near(name, self._taken)}"
                )

    def _wrong(self, name: str, value: object, rule: str) -> ConfigurationError:
        return ConfigurationError(f"{self.where}: {name} is {value!r}, and must be {rule}")
