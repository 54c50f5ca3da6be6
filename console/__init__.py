"""The command `tradewire`: runs the services as processes and talks to them by their contract."""
