"""API Gateway on a laptop: a REST API with Lambda proxy integrations, as the template declares it."""
