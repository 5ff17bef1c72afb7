"""Categories, their order, and the menu."""
