"""The project's own commands, run as modules from its root: `python -m scripts.costs`.

A regular package, so that no `scripts` of an installed distribution takes its place.
"""
