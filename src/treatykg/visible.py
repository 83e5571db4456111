"""Text from others, made fit for a screen: what no eye sees is shown, what no eye can read is shortened."""

from __future__ import annotations

import json
import re
import unicodedata

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_NOT_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_LONGEST, _SHOWN = 1_000, 200


def visible(value: str) -> str:
    """Make control and direction characters visible, and a line break a space.

    >>> visible("a" + chr(0x202E) + "b")
    'a⟨U+202E⟩b'
    """
    if value.isprintable():
        return value
    return _UNSEEN.sub(
        lambda match: " " if match.group() in "\n\t" else f"⟨U+{ord(match.group()):04X}⟩", value
    )


def visible_lines(value: str) -> str:
    r"""Make control and direction characters visible, and keep the line breaks of our own text.

    >>> visible_lines("one" + chr(27) + "\ntwo\n")
    'one⟨U+001B⟩\ntwo\n'
    """
    return "\n".join(map(visible, value.split("\n")))


def excerpt(value: str) -> str:
    """A text that is not ours, as a message may hold it: on one line, visible, and not long.

    >>> excerpt("out" + chr(27) + "[31m" + chr(10) + " of order")
    'out⟨U+001B⟩[31m of order'
    """
    shown = visible(" ".join(value[: 4 * _SHOWN].split()))
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def shortened(value: str, longest: int = _LONGEST) -> str:
    """Take out the middle of a text that is too long for a message, and say how much was left out.

    >>> shortened("a" * 50 + "b" * 50, longest=60)
    'aaaaaaaaaaaaaaaa… (72 characters left out) …bbbbbbbbbbbb'
    """
    if len(value) <= longest:
        return value
    kept = max(0, longest - 32)
    head, tail = (kept * 4 + 6) // 7, kept * 3 // 7
    return f"{value[:head]}… ({len(value) - head - tail} characters left out) …{value[len(value) - tail :]}"


def columns(value: str) -> int:
    """Count the columns that a text takes on a terminal.

    >>> columns("日本")
    4
    """
    if value.isascii():
        return len(value)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in value
    )


def json_text(value: object) -> str:
    r"""Write a value as JSON, characters that no eye sees as escapes.

    >>> json_text(["a" + chr(0x202E)])
    '[\n "a\\u202e"\n]\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return _NOT_ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
