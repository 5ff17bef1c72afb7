"""The orders of a day in the demo shop, most of them completed, and some open in every status."""
