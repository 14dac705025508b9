"""Hold what the tests reached to 95 % of the lines and, by themselves, of the branches; `coverage report` mixes the two."""

import json
import subprocess
import sys
from tempfile import TemporaryDirectory

LEAST = 95.0


def main() -> int:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "coverage"]
        subprocess.run([*command, "report"], check=True)  # noqa: S603  # a command of our own
        subprocess.run([*command, "json", "--quiet", f"-o{folder}/told.json"], check=True)  # noqa: S603
        with open(f"{folder}/told.json", encoding="utf-8") as told:
            totals = json.load(told)["totals"]
    lines = 100 * totals["covered_lines"] / totals["num_statements"]
    branches = 100 * totals["covered_branches"] / totals["num_branches"]
    print(f"Reached: {lines:.1f} % of {totals['num_statements']} lines, {branches:.1f} % of {totals['num_branches']} branches.")
    return int(min(lines, branches) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
