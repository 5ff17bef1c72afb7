"""API Gateway: a REST API with Lambda proxy integrations, as the template declares it."""
