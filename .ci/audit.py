"""Fail where a library of either lock has a hole that the Python Packaging Advisory Database knows, or say it was not asked."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "tests/requirements.txt")


def audit() -> dict[str, Any] | None:
    """What pip-audit says of all libraries; None where it cannot ask PyPI."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--progress-spinner=off", "--timeout=10", "--format=json"]
    ended = subprocess.run(  # noqa: S603  # a command of our own
        [*command, *(f"--requirement={ROOT / lock}" for lock in LOCKS)], capture_output=True, text=True, check=False
    )
    try:
        told: dict[str, Any] = json.loads(ended.stdout)
    except ValueError:
        print(ended.stderr.strip()[-500:])
        return None
    return told


def verdict(told: dict[str, Any] | None) -> tuple[int, str]:
    """The exit status and the sentence for it. A mirror of PyPI may know no vulnerabilities, which is not that there are none."""
    libraries = told["dependencies"] if told else []
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {' or '.join(hole['fix_versions']) or 'no version yet'}"
        for one in libraries
        for hole in one.get("vulns", [])
    ]
    if holes:
        return 1, "\n".join(["Known vulnerabilities:", *holes])
    asked = [one["name"] for one in libraries if "skip_reason" not in one]
    if not asked:
        return 0, "NOT AUDITED: PyPI's vulnerability service cannot be reached from here, so nothing is known about the libraries."
    left_out = sorted(one["name"] for one in libraries if "skip_reason" in one)
    return 0, f"{len(asked)} libraries have no known vulnerability." + (f" Not audited: {', '.join(left_out)}." if left_out else "")


if __name__ == "__main__":
    status, sentence = verdict(audit())
    print(sentence)
    sys.exit(status)
