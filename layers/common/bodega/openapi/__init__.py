"""The API document (OpenAPI 3.1): operations, schemas and problems.

Only `scripts/openapi.py` and the functions' `openapi` modules import this package. Functions never load it when they
run.
"""
