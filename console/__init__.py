"""The command ``tradewire``: runs the services as processes and talks to them.

It speaks to services through the ``tradewire`` package alone; only ``replay`` runs the
kernel in this process.
"""
