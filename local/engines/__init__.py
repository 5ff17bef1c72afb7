"""The engines behind the stack: DynamoDB Local for tables, moto's server for Secrets Manager and SES."""
