"""Pictures for paper and for programs that do not read SVG, by CairoSVG."""

from __future__ import annotations

from typing import Any

from treatykg.errors import UsageError

_ZOOM = 2.0


def png(svg: str) -> bytes:
    """Render a picture as PNG, at twice its size.

    Errors: UsageError when CairoSVG, or Cairo itself, is not installed.
    """
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
        raise UsageError("png and pdf need CairoSVG", hint="pip install 'treatykg[pictures]', or draw svg") from None
    except OSError:
        raise UsageError("png and pdf need the Cairo library", hint="install libcairo2 (brew install cairo), or draw svg") from None
    return cairosvg


FORMATS = {".png": png, ".pdf": pdf}
