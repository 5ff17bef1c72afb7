"""Run the shop's functions in this process or as a local stack, for tests and benchmarks.

`harness.shop` calls the functions' handlers with the events of API Gateway. `harness.aws` starts the services that the
functions talk to and measures the calls.
"""

from pathlib import Path

ROOT = Path(__file__).parents[1]
FUNCTIONS = ROOT / "functions"
