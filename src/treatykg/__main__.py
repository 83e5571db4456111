"""Run `python -m treatykg`."""

from __future__ import annotations

import sys

from treatykg.cli.main import main

sys.exit(main())
