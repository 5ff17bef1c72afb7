"""The intake: events are validated and stored exactly once."""
