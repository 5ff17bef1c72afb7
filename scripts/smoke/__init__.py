"""The smoke test: one use of each part of a shop, after which nothing of it is left (`make smoke`)."""
