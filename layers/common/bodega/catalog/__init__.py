"""The catalogue: the seven operations that addons, customizations, products and categories share.

A function declares a `Kind` and adds its routes with `bodega.catalog.routes`. Rules that only one kind has are in the
kind's function.
"""
