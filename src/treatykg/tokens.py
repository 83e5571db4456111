"""Tokens that Turtle and SPARQL have in common, as patterns without groups (SPARQL 1.1, section 19.8)."""

QUOTED = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
)
"""A string in any of the four kinds of quotes; to be compiled with `re.DOTALL`."""
COMMENT = r"\#[^\n]*"
IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
