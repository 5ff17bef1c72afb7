"""The price of a cart, in integers. The modules are pure: no I/O, no HTTP, no pydantic."""
