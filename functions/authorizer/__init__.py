"""The Lambda authorizer: a bearer token to a policy."""
