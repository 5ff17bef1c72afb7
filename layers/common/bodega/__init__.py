"""Bodega's shared layer: the library of all functions.

Import the module that you need (`bodega.tokens`, `bodega.api.resolver`, …). The package itself imports nothing, so
a function's cold start pays only for what the function uses.
"""
