"""The strategies that ship with Tradewire, each also an example to copy."""
