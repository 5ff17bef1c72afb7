"""Orders as the staff see them: the queue of the kitchen, the list of a day, and one order with its history."""
