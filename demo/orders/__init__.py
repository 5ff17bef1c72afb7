"""A year of demo orders: how busy each day is, the orders of a day, and their loader."""
