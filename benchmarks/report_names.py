"""What programs are called where people read of them."""

_TITLES = {
    "ours": "Bodega",
    "ours_token_only": "Bodega, key at hand",
    "bare": "bare botocore",
    "fastapi_mangum": "FastAPI, Mangum",
    "flask_serverless_wsgi": "Flask, serverless-wsgi",
    "chalice_app": "Chalice",
    "powertools": "Powertools",
    "authorizer_powertools": "Powertools and PyJWT",
    "authorizer_token_only": "Powertools and PyJWT, key at hand",
    "built": "Bodega's layer",
    "pip": "as pip installs it",
}


def title(name: str) -> str:
    return _TITLES.get(name, name.replace("_", " "))
