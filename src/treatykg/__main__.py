"""The program: `treatykg`, or `python -m treatykg`."""

from __future__ import annotations

import os
import signal

signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # an interrupt while modules are imported

from treatykg.cli.main import program  # noqa: E402

if __name__ == "__main__":
    program()
