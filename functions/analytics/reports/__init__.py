"""Reports: what the counters say of a range of days."""
