"""Tradewire's public package: the contract's generated code, and what a
subscriber in Python needs beside it.

Names are imported from their modules: ``tradewire.strategy`` for strategies,
``tradewire.client`` to call the services, ``tradewire.<domain>.v1`` for the
contract itself.
"""
