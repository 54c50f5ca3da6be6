"""Where the contract's messages and the package's value types meet.

One module per noun, pure functions both ways: ``order_to_wire(order)`` and
``order_from_wire(message)``. A value written and read again is equal to itself,
but for what is listed here:

- What a value has no field for is left out when reading: an order's sequence and
  average price, an event's open quantity, a position's mark. Who needs them reads
  the message. Each can be given when writing where the owner knows it.
- What would change a value's meaning is never left out: it raises
  ``UnimplementedError`` (a stop trailing by basis points, fees in several assets).
- A signal whose strategy does not say how sure it is reads as confidence 0, which
  fails a confidence limit as the contract asks.
- A halt or resume of everything (scope ``*``) is one directive for each account,
  and reads as that account's.
- A verdict in risk's stream does not name the request id it answered, so it reads as
  empty there; a release has the time of its envelope.
- Words on an order's event are kept where the contract has a place for them: on
  denied, rejected, in doubt, canceled, refused commands and anomalies.

A message that breaks the contract raises ``tradewire.errors.InvalidArgumentError``.
"""
