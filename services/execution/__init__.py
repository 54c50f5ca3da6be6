"""Execution owns orders, fills, positions, balances and venue accounts.

It publishes every event of an account in one sequenced stream, asks risk for a
verdict before anything opens or enlarges, and is alone in talking to venues. One
writer per account: the desk.
"""
