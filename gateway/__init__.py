"""The edge: HTTP in, tradewire out. Owns users and keys, publishes nothing, calls every service."""
