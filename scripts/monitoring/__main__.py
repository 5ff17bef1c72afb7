"""Write alarms, dashboard and saved queries into template.yaml: `python -m scripts.monitoring [--check]`."""

import sys

from scripts.generated import write_or_check
from scripts.monitoring import files

if __name__ == "__main__":
    sys.exit(write_or_check(__doc__, files, "make monitoring"))
