"""A demo shop: a café and bakery with a catalogue, two accounts and a year of orders.

`python -m demo` starts the local stack with it. `python -m demo.catalog`, `python -m demo.people` and
`python -m demo.orders` load one part each into any running shop. All of them are clients of the public API.
"""
