"""Tradewire for Python: the contract, its value types, and what a subscriber needs."""
