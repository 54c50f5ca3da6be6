"""How the chassis's tables came to be, and the environment that all services' migrations run in."""
