"""Mutation testing: change the product in small ways, and see whether a test notices (`make mutate`)."""
