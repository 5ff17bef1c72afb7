"""A demo shop: a café and bakery with a food counter, loaded through the public API by `python -m demo`."""
