"""The alarms of each function, the dashboard and the saved queries, generated from the rest of template.yaml.

They are written between the two lines of template.yaml that name this package.
"""

import re
from pathlib import Path

from local.template import read_template
from scripts.generated import ROOT, replaced
from scripts.monitoring.alarms import function_alarms
from scripts.monitoring.dashboard import dashboard
from scripts.monitoring.queries import queries

TEMPLATE = ROOT / "template.yaml"
BEGIN = "  # ---- written by scripts/monitoring (make monitoring) from here\n"
END = "  # ---- to here\n"


def build(path: Path) -> str:
    """Return the generated resources for the template in a file.

    Raises: CannotGenerate if the template declares something that monitoring needs a decision about.
    """
    template = read_template(path)
    alarms = "\n".join(function_alarms(template))
    of_functions = re.findall(r"^  (\w+Alarm):$", alarms, re.MULTILINE)
    others = sorted(_alarms_written_by_hand(path) - set(of_functions))
    return "\n".join([alarms, dashboard(template, others, of_functions), *queries(template)])


def files() -> dict[Path, str]:
    """Return the template with the generated resources in it. Raises: CannotGenerate."""
    return {TEMPLATE: replaced(TEMPLATE, BEGIN, END, build(TEMPLATE))}


def _alarms_written_by_hand(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    by_hand = text.partition(BEGIN)[0] + text.partition(END)[2]
    # Those with a condition cannot be on the dashboard, because they may not exist.
    declared = r"^  (\w+):\n    Type: AWS::CloudWatch::Alarm\n(?!    Condition:)"
    return set(re.findall(declared, by_hand, re.MULTILINE))
