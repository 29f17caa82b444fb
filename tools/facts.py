"""Are the facts sound? Names every problem by file and line, with the mend."""

from __future__ import annotations

import sys

from withhold.catalogue.judging import words
from withhold.catalogue.lints import RULES, lint
from withhold.catalogue.load import load
from withhold.kernel.errors import WithholdError


def main() -> int:
    """Read all facts and put every rule to them."""
    try:
        facts = load()
        words()
    except WithholdError as error:
        print(error, file=sys.stderr)
        return 1
    problems = lint(facts)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(facts.platforms)} platforms, {len(RULES)} rules, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
