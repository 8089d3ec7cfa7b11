"""Runs every command of a page of documentation and holds what it prints against what stands there.

    python3 data-tools.py docs/data-tools.md scenario.json

Blocks of `sh` and `python` are run from top to bottom in one folder, those of Python in one session; a block of `text` is
what the block before it prints.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(kind: str, text: str, session: dict) -> str:
    """What a block prints."""
    if kind == "sh":
        return subprocess.run(["bash", "-euo", "pipefail", "-c", text], stdout=subprocess.PIPE, text=True, check=True).stdout
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "<page>", "exec"), session)
    return printed.getvalue()


def trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def main(page: str, scenario: str) -> None:
    blocks = BLOCK.findall(Path(page).read_text(encoding="utf-8"))
    counts = {"sh": 0, "python": 0, "text": 0}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(scenario, Path(folder, "scenario.json"))
        os.chdir(folder)
        session, printed = {}, ""
        for kind, text in blocks:
            if kind not in counts:
                sys.exit(f"error: {page} has a block of {kind}, which nothing runs")
            counts[kind] += 1
            if kind != "text":
                if printed:
                    sys.exit(f"error: {page} does not show what is printed:\n{printed}")
                printed = run(kind, text, session)
                continue
            if trimmed(printed) != trimmed(text):
                sys.exit(f"error: {page} shows\n{text}\nbut this is printed:\n{printed}")
            printed = ""
        os.chdir("/")
    if printed:
        sys.exit(f"error: {page} does not show what is printed:\n{printed}")
    if not all(counts.values()):
        sys.exit(f"error: {page} has too few blocks to say anything: {counts}")
    print(f"{counts['sh'] + counts['python']} commands of {page} print what stands there")


if __name__ == "__main__":
    main(*sys.argv[1:])
