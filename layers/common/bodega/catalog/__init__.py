"""The seven operations that addons, customizations, products and categories share.

A function declares a `Kind` and gets its routes from `bodega.catalog.routes`; what is special about
a kind stays in its own folder.
"""
