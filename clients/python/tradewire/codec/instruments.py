"""Instruments on the wire."""

from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire, optional_from_wire
from tradewire.codec.enums import INSTRUMENT_KIND
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.marketdata.v1 import instrument_pb2 as pb

# Spot and shares change hands; contracts pay their difference.
_DELIVERED = frozenset({InstrumentKind.SPOT, InstrumentKind.EQUITY})
_TIME_ZONES = {"24x7": "UTC"}
# Calendars that are not of crypto are of US equities.
_TIME_ZONE_OF_EXCHANGES = "America/New_York"


def instrument_to_wire(
    instrument: Instrument,
    *,
    trading_status: pb.TradingStatus.ValueType = pb.TRADING_STATUS_OPEN,
) -> pb.Instrument:
    """The message of an instrument; margin terms, sessions and dates are the owner's to add."""
    delivered = instrument.kind in _DELIVERED
    method = pb.SETTLEMENT_METHOD_DELIVERY if delivered else pb.SETTLEMENT_METHOD_CASH
    hours = instrument.trading_hours
    return pb.Instrument(
        instrument=instrument.id,
        symbol=instrument.symbol,
        venue=instrument.venue,
        venue_symbol=instrument.venue_symbol,
        kind=INSTRUMENT_KIND.numbers[instrument.kind],
        trading_status=trading_status,
        base_asset=instrument.base,
        quote_asset=instrument.quote,
        settlement=pb.Settlement(
            method=method, asset=instrument.settlement, scale=instrument.settlement_scale
        ),
        inverse=instrument.inverse,
        multiplier=decimal_to_wire(instrument.multiplier, "multiplier"),
        price_exponent=instrument.price_exponent,
        size_exponent=instrument.size_exponent,
        price_increment=decimal_to_wire(instrument.price_increment, "price_increment"),
        size_increment=decimal_to_wire(instrument.size_increment, "size_increment"),
        min_quantity=decimal_to_wire(instrument.min_quantity, "min_quantity"),
        max_quantity=decimal_to_wire(instrument.max_quantity, "max_quantity"),
        min_notional=decimal_to_wire(instrument.min_notional, "min_notional"),
        fees=pb.FeeSchedule(
            maker_rate=decimal_to_wire(instrument.maker_fee, "maker_rate"),
            taker_rate=decimal_to_wire(instrument.taker_fee, "taker_rate"),
            asset=instrument.settlement,
        ),
        shortable=instrument.shortable,
        trading_hours=pb.TradingHours(
            calendar=hours, time_zone=_TIME_ZONES.get(hours, _TIME_ZONE_OF_EXCHANGES)
        ),
    )


def instrument_from_wire(message: pb.Instrument) -> Instrument:
    """The instrument of a message.

    Raises:
        InvalidArgumentError: the message breaks the contract, or could not be traded as
            declared.
    """
    return Instrument(
        id=message.instrument,
        kind=INSTRUMENT_KIND.from_wire(message.kind, "kind"),
        venue_symbol=message.venue_symbol,
        base=message.base_asset,
        quote=message.quote_asset,
        settlement=message.settlement.asset,
        price_exponent=message.price_exponent,
        size_exponent=message.size_exponent,
        price_increment=decimal_from_wire(message.price_increment, "price_increment"),
        size_increment=decimal_from_wire(message.size_increment, "size_increment"),
        min_quantity=decimal_from_wire(message.min_quantity, "min_quantity"),
        min_notional=decimal_from_wire(message.min_notional, "min_notional"),
        maker_fee=decimal_from_wire(message.fees.maker_rate, "fees.maker_rate"),
        taker_fee=decimal_from_wire(message.fees.taker_rate, "fees.taker_rate"),
        multiplier=decimal_from_wire(message.multiplier, "multiplier"),
        inverse=message.inverse,
        settlement_scale=message.settlement.scale,
        shortable=message.shortable,
        max_quantity=optional_from_wire(message.max_quantity, "max_quantity"),
        trading_hours=message.trading_hours.calendar,
    )
