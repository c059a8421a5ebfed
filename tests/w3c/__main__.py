"""Ask Fanout the W3C's query tests and print how each group went; exit status 1 where one fails that is not known to."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from tests.w3c.ask import Outcome
from tests.w3c.fetch import SUITE, fetch
from tests.w3c.known import KNOWN
from tests.w3c.manifest import cases
from tests.w3c.served import by_process, by_thread, run


def main() -> int:
    """Read the options, run, print."""
    parser = ArgumentParser(prog="python -m tests.w3c", description=__doc__)
    parser.add_argument("suite", nargs="?", type=Path, default=SUITE, help="a folder with manifests; without it, one that is fetched")
    parser.add_argument("--only", default="", help="the tests whose names contain this, such as data-sparql11/bind")
    parser.add_argument("--processes", action="store_true", help="a `fanout serve` for each dataset instead of a thread")
    parser.add_argument("--why", action="store_true", help="also print what came instead")
    options = parser.parse_args()
    if options.suite == SUITE and not SUITE.exists():
        fetch()
    chosen = [case for case in cases(options.suite.resolve()) if options.only in case.name]
    outcomes = run(chosen, by_process if options.processes else by_thread)
    tell(outcomes, options.why)
    return int(any(outcome.verdict == "failed" and outcome.case.name not in KNOWN for outcome in outcomes))


def tell(outcomes: list[Outcome], why: bool) -> None:
    """A line for each group, one for all, and one for each test that failed."""
    groups: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case.group, Counter())[outcome.verdict] += 1
    lines = [f"{'':36}  exact  by value  failed"]
    for name, counts in [*groups.items(), ("all", sum(groups.values(), Counter()))]:
        lines.append(f"{name:36} {counts['passed']:6} {counts['by value']:9} {counts['failed']:7}")
    for outcome in outcomes:
        if outcome.verdict == "failed":
            lines.append(f"{outcome.case.name}: {KNOWN.get(outcome.case.name, 'NOT KNOWN')}" + (f"\n  {outcome.why}" if why else ""))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
