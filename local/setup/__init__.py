"""Fetches what the stack runs on and cannot carry along: DynamoDB Local, a Java, Swagger UI, a browser for tests."""
