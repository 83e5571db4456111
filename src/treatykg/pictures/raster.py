"""Pictures for paper and for programs that do not read SVG, by CairoSVG."""

from __future__ import annotations

import re
from typing import Any

from treatykg.errors import UsageError

_ZOOM, _MOST = 2.0, 32_000


def png(svg: str) -> bytes:
    """Render a picture as PNG, at twice its size.

    Errors: UsageError when CairoSVG, or Cairo itself, is not installed, and when the picture is larger than
    Cairo can paint.
    """
    size = re.search(r'width="(\d+)" height="(\d+)"', svg)
    if size and max(map(int, size.groups())) * _ZOOM > _MOST:
        raise UsageError(
            f"a picture of {size[1]} × {size[2]} pixels is too large for png",
            hint="draw svg, pdf or html; or less of it",
        )
    return bytes(_library().svg2png(bytestring=svg.encode(), scale=_ZOOM))


def pdf(svg: str) -> bytes:
    """Render a picture as PDF, its lines and letters as such.

    Errors: UsageError as `png`.
    """
    return bytes(_library().svg2pdf(bytestring=svg.encode()))


def _library() -> Any:
    try:
        import cairosvg
    except ImportError:
        raise UsageError(
            "png and pdf need CairoSVG", hint="pip install 'treatykg[pictures]', or draw svg"
        ) from None
    except OSError:
        raise UsageError(
            "png and pdf need the Cairo library", hint="install libcairo2 (brew install cairo), or draw svg"
        ) from None
    return cairosvg


FORMATS = {".png": png, ".pdf": pdf}
