"""Fetches what the repository cannot contain: DynamoDB Local, a Java, Swagger UI, Chart.js, a browser for tests."""
