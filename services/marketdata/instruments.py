"""The instruments this platform knows, read from ``instruments.yaml``."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from services.marketdata.fields import Fields, list_of, load_yaml, mapping_of, near
from tradewire.errors import AlreadyExistsError, ConfigurationError, NotFoundError, TradewireError
from tradewire.instruments import Instrument, InstrumentKind

_SHIPPED = Path(__file__).with_name("instruments.yaml")


class Instruments:
    """Instruments by id, in the order they were declared.

    Raises:
        AlreadyExistsError: an id is declared twice.
    """

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._by_id: dict[str, Instrument] = {}
        for instrument in instruments:
            if instrument.id in self._by_id:
                raise AlreadyExistsError(f"instrument {instrument.id} is declared twice")
            self._by_id[instrument.id] = instrument

    def get(self, instrument_id: str) -> Instrument:
        """The instrument of an id such as ``BTC-USDT.BINANCE``.

        Raises:
            NotFoundError: there is none; the message names the nearest ones.
        """
        found = self._by_id.get(instrument_id)
        if found is None:
            raise NotFoundError(
                f"instrument {instrument_id[:70]!r} is unknown; "
                f"near ones are {near(instrument_id, self._by_id)}",
                reason="INSTRUMENT_NOT_FOUND",
                metadata={"instrument": instrument_id[:70]},
            )
        return found

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, instrument_id: object) -> bool:
        return instrument_id in self._by_id

    def of_venue(self, venue: str) -> tuple[Instrument, ...]:
        """The instruments of one venue, e.g. ``BINANCE``."""
        return tuple(one for one in self if one.venue == venue)


@cache
def shipped_instruments() -> Instruments:
    """The instruments that ship with the package."""
    return load_instruments(_SHIPPED)


def load_instruments(path: Path) -> Instruments:
    """The instruments a YAML file declares.

    Raises:
        ConfigurationError: the file or an entry is wrong; the message names both.
        AlreadyExistsError: an id is declared twice.
    """
    loaded: list[Instrument] = []
    top = Fields(load_yaml(path), str(path))
    for raw in list_of(top.take("groups"), f"{path}: groups"):
        group = Fields(mapping_of(raw, f"{path}: a group"), f"{path}: a group")
        defaults = mapping_of(group.take("defaults", {}), f"{path}: defaults")
        for entry in list_of(group.take("instruments"), f"{path}: instruments"):
            fields = {**defaults, **mapping_of(entry, f"{path}: an instrument")}
            loaded.append(_instrument(fields, path))
        group.finish()
    top.finish()
    return Instruments(loaded)


def _instrument(entry: dict[str, object], path: Path) -> Instrument:
    fields = Fields(entry, f"{path}: {entry.get('id', 'an instrument without id')}")
    kind = fields.text("kind")
    if kind not in list(InstrumentKind):
        raise ConfigurationError(
            f"{fields.where}: kind {kind!r} is unknown; one of {', '.join(InstrumentKind)}"
        )
    try:
        instrument = Instrument(
            id=fields.text("id"),
            kind=InstrumentKind(kind),
            venue_symbol=fields.text("venue_symbol"),
            base=fields.text("base"),
            quote=fields.text("quote"),
            settlement=fields.text("settlement"),
            price_exponent=fields.integer("price_exponent"),
            size_exponent=fields.integer("size_exponent"),
            price_increment=fields.decimal("price_increment"),
            size_increment=fields.decimal("size_increment"),
            min_quantity=fields.decimal("min_quantity"),
            min_notional=fields.decimal("min_notional"),
            maker_fee=fields.decimal("maker_fee"),
            taker_fee=fields.decimal("taker_fee"),
            multiplier=fields.decimal("multiplier", "1"),
            inverse=fields.boolean("inverse", False),
            settlement_scale=fields.natural("settlement_scale", 8),
            shortable=fields.boolean("shortable", False),
            max_quantity=fields.decimal("max_quantity") if fields.has("max_quantity") else None,
            trading_hours=fields.text("trading_hours", "24x7"),
        )
    except ConfigurationError:
        raise
    except TradewireError as error:
        raise ConfigurationError(f"{fields.where}: {error.message}") from error
    fields.finish()
    return instrument
