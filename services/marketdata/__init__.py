"""Market data: what can be traded and what happened to it.

Owns instruments, feeds, the tick store, candles and books. Publishes ticks,
candles and the state of feeds. Calls venues only; every other service may call it.
"""
