"""Fetches what the repository cannot contain.

These are DynamoDB Local, a Java, Swagger UI, Chart.js, and for the tests a browser and axe-core.
"""
