"""Products: the items for sale."""
