"""Risk: limits, verdicts, reservations, the kill switch and each account's exposure.

It owns them, publishes verdicts and directives (close, halt, resume), and asks
marketdata for prices. It never calls execution: execution asks it, and follows
its directives.
"""
