"""Writes the alarms of each function, the dashboard and the saved queries into template.yaml.

They follow from what else the template declares, between the two lines that name this script. `--check` writes
nothing and fails where they are not what the template asks for.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "template.yaml"
sys.path.insert(0, str(ROOT))

from local.template import read_template  # noqa: E402
from scripts.marked import with_between  # noqa: E402
from scripts.monitoring_alarms import function_alarms  # noqa: E402
from scripts.monitoring_dashboard import dashboard  # noqa: E402
from scripts.monitoring_queries import queries  # noqa: E402

BEGIN = "  # ---- written by scripts/monitoring.py (make monitoring) from here\n"
END = "  # ---- to here\n"


def build(path: Path) -> str:
    """The resources that belong between the lines."""
    template = read_template(path)
    alarms = "\n".join(function_alarms(template))
    names = re.findall(r"^  (\w+Alarm):$", alarms, re.MULTILINE)
    names += sorted(_alarms_of(path) - set(names))
    return "\n".join([alarms, dashboard(template, names), *queries(template)])


def _alarms_of(path: Path) -> set[str]:
    """The alarms that stand in the template outside of what this script writes."""
    text = path.read_text(encoding="utf-8")
    by_hand = text.partition(BEGIN)[0] + text.partition(END)[2]
    return set(re.findall(r"^  (\w+):\n    Type: AWS::CloudWatch::Alarm$", by_hand, re.MULTILINE))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = TEMPLATE.read_text(encoding="utf-8")
    written = with_between(text, BEGIN, END, build(TEMPLATE))
    if written is None:
        print(f"template.yaml has no lines {BEGIN.strip()!r} and {END.strip()!r}")
        return 1
    if written == text:
        return 0
    if check:
        print("template.yaml: alarms, dashboard and queries are not those of its functions and tables: make monitoring")
        return 1
    TEMPLATE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
