"""The report: tables, charts and docs/performance.md."""

_TITLES = {
    "ours": "Bodega",
    "ours_token_only": "Bodega, token only",
    "bare": "bare botocore",
    "fastapi_mangum": "FastAPI, Mangum",
    "flask_serverless_wsgi": "Flask, serverless-wsgi",
    "chalice_app": "Chalice",
    "powertools": "Powertools",
    "authorizer_powertools": "Powertools and PyJWT",
    "authorizer_token_only": "Powertools and PyJWT, token only",
    "built": "Bodega's layer",
    "pip": "as pip installs it",
}


def title(program: str) -> str:
    return _TITLES.get(program, program)
