"""The authorizer's metrics in EMF, as Powertools would write them, without importing Powertools.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import os
import sys
import time

_cold = True


def count(name: str, **dimensions: str) -> None:
    """Add one to a metric of this function. Its dimensions are the service and `dimensions`."""
    all_dimensions = {**dimensions, "service": os.environ["POWERTOOLS_SERVICE_NAME"]}
    directive = {
        "Namespace": os.environ["POWERTOOLS_METRICS_NAMESPACE"],
        "Dimensions": [list(all_dimensions)],
        "Metrics": [{"Name": name, "Unit": "Count"}],
    }
    line = {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}, **all_dimensions, name: 1}
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


def count_cold_start(function_name: str) -> None:
    """Count a cold start if this invocation is the first of its process."""
    global _cold  # noqa: PLW0603  # state of the process
    if _cold:
        _cold = False
        count("ColdStart", function_name=function_name)
