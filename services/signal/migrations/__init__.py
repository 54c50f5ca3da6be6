"""The signal service's steps of schema."""
