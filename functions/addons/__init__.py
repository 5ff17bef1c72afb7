"""Addons: extras that customers add to a product."""
