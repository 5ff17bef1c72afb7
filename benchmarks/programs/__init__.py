"""The programs that are compared: their events, their code as on Lambda, and their processes."""

from pathlib import Path

from benchmarks import ROOT

BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
PEERS_FOLDER = Path(__file__).parents[1] / "peers"
PEERS = ("bare", "fastapi_mangum", "flask_serverless_wsgi", "chalice_app", "powertools")
REFERENCE = "bare"
OURS = "ours"
ROUTES = ("list", "get", "create")
