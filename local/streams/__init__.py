"""Event source mappings: DynamoDB streams, handed to functions as Lambda does."""
