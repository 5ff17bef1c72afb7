"""Orders: the price of a cart, placing an order, and its life until it is completed or canceled."""
