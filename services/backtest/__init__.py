"""Backtest: research jobs and reports, and the kernel that replays a tape in one process.

Owns jobs and their reports; publishes their progress; asks marketdata for history. It
alone composes the pure modules of its siblings, because the same strategy, risk rules,
order life and matching must run in a backtest and live.
"""
