"""Which installed browser can Withhold use? Prints its path; exits 1 if there is none."""

from __future__ import annotations

import sys

from withhold.browser.find import installed


def main() -> int:
    """Print the first usable browser."""
    for browser in installed():
        if not browser.problem:
            print(browser.path)
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
