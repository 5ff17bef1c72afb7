"""What the functions store and orders share: keys of the orders table, the store's settings and its opening hours."""
