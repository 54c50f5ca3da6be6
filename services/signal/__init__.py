"""Signal: strategies in, signals out.

Owns strategies and their state, scanners and regimes; publishes signals and what
becomes of strategies; asks marketdata for instruments and history. A strategy that
raises stops alone, keeps its state over a crash, and never gives the same signal
twice.
"""
