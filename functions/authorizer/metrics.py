"""The authorizer's metrics: the lines that Powertools would write, without loading Powertools.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import os
import sys
import time

_cold = True


def count(name: str, **dimensions: str) -> None:
    """Add one to a metric of this function, told apart by its service and by `dimensions`."""
    told_apart_by = {**dimensions, "service": os.environ["POWERTOOLS_SERVICE_NAME"]}
    directive = {
        "Namespace": os.environ["POWERTOOLS_METRICS_NAMESPACE"],
        "Dimensions": [list(told_apart_by)],
        "Metrics": [{"Name": name, "Unit": "Count"}],
    }
    line = {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}, **told_apart_by, name: 1}
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


def count_cold_start(function_name: str) -> None:
    """Count this invocation as a cold start where it is the first of its process."""
    global _cold  # noqa: PLW0603  # a process has one first invocation
    if _cold:
        _cold = False
        count("ColdStart", function_name=function_name)
