"""Lets the tests import the benchmarks as `python -m tests.benchmarks` does, from the project's root."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)
