"""The aggregation: stored events are added to the counters exactly once."""
