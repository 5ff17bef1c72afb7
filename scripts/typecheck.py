"""Runs mypy over everything in one go.

A function's folder is the root of its search path, so that there are as many modules named `app` as
functions. They are shown to mypy side by side, as `products_app` and so on; the modules beside them
have names of their own. What mypy says is printed with the real paths.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIDE_BY_SIDE = ROOT / ".mypy_cache" / "functions"
PACKAGES = ("layers/common/bodega", "local", "demo", "scripts", "tests/support", "benchmarks")


def main() -> int:
    shutil.rmtree(SIDE_BY_SIDE, ignore_errors=True)
    SIDE_BY_SIDE.mkdir(parents=True)
    real_paths: dict[str, str] = {}
    for module in sorted((ROOT / "functions").glob("*/*.py")):
        name = f"{module.parent.name}_app.py" if module.name == "app.py" else module.name
        shown = SIDE_BY_SIDE / name
        if shown.exists():
            print(f"{module.relative_to(ROOT)}: another function has a module of this name; give it one of its own")
            return 1
        shown.symlink_to(module)
        real_paths[str(shown.relative_to(ROOT))] = str(module.relative_to(ROOT))
    command = [sys.executable, "-m", "mypy", *PACKAGES, str(SIDE_BY_SIDE.relative_to(ROOT))]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    output = result.stdout + result.stderr
    for shown_path, real_path in real_paths.items():
        output = output.replace(shown_path, real_path)
    print(output, end="")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
