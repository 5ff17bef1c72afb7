"""The cost of requests as the shop's tables grow."""
