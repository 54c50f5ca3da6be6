"""What every service is bolted to: config, logs, telemetry, auth, bus, storage, errors, server."""
