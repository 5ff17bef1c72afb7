"""Event source mappings: they read DynamoDB streams and invoke functions, as Lambda does."""
