"""Orders of one's own: the history, one order, ordering the same again, and tracking by a mailed link."""
