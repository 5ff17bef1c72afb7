"""Bodega's shared layer: what every function of the shop stands on.

Import the module that is needed (`bodega.tokens`, `bodega.api.resolver`, …): this package imports
nothing by itself, so that a function pays at a cold start only for what it uses.
"""
