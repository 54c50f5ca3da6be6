"""Market data's steps of schema."""
