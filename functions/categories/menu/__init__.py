"""The menu: two shapes of the whole catalogue, built when it changes, stored compressed, and read by their tags."""
