"""``python -m console`` is ``tradewire``."""

from console.main import app

app()
