"""Tradewire's public package: generated code, and what a subscriber needs beside it.

Names are imported from their modules: ``tradewire.strategy`` for strategies,
``tradewire.client`` to call the services, ``tradewire.<domain>.v1`` for the
contract itself.
"""
