"""The words of each format, and good inputs to begin with."""

from __future__ import annotations

from treatykg.namespaces import PREFIXES

from ..conftest import WORLD
from ..imports.small import HEADER

DAYS = tuple("0000 1957 1957-06 1957-06-21 21.06.1957 9999 10000 -1957 1964-XX-16 2020-02-30".split())
MARKS = tuple("? ~ % .. / -XX X Z - +05:30 T00:00:00 ٩ .".split())

TRIG = (
    *r"""
    { } [ ] ( ) << >> <<( )>> {| |} ; , . a ^^ @en @en--ltr ~ # @prefix @base PREFIX BASE GRAPH @version
    VERSION " ''' ' \ \u0041 \' \" \# %41 : _:b e: e:x e:x\#y e:O\'Neill <http://e/x> < > 1 -1.5 1e3 true
    """.split(),
    '"""',
    "# said\n",
    "@prefix e: <http://e/> .\n",
    "e:g { e:s e:p e:o }\n",
    'e:s e:p "v" .\n',
)
TRIG_SEEDS = (
    '@prefix e: <http://e/> .\n# said\ne:g { e:s e:p "v"@en , 5 , <http://e/o> ; a e:C . }\ne:g e:q 1.5 .\n',
    "# one\n  # two\n@prefix e: <http://e/> .\ne:s e:p [ e:q ( 1 2 ) ] .\n",
    "\n\n".join(WORLD.read_text(encoding="utf-8").split("\n\n")[:4]),
)

SPARQL = (
    *r"""
    SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED SERVICE SILENT LOAD INSERT DELETE UNION OPTIONAL FILTER
    BIND MINUS EXISTS GRAPH VALUES AS LATERAL * { } ( ) [ ] << >> || && | / + - ! ^ < > = ; , . ?x $y a ^^
    " ''' ' \ \' \" \# %41 e: e:a\#b e:O\'Neill <http://e/>
    """.split(),
    '"""',
    "# no\n",
    "# no\r",
)
SPARQL_SEEDS = (
    "SELECT ?s { ?s ?p 'x' FILTER(?s < 1) }",
    "ASK { e:a\\#b ?p ?o . SERVICE <http://e/> {} }",
)
GROWING = (*r""" a : \' \" \# e:a\) % ' " < { ( _: @ - ^ . ?x """.split(), "#\r", "# \n", '"""', "\n")

JSON = tuple(
    r"""
    { } [ ] : , " \ null true 1 -1e999 "head" "vars" "s" "o" "results" "bindings" "boolean" "type" "uri"
    "literal" "typed-literal" "triple" "bnode" "value" "datatype" "xml:lang" "subject" "\ud800"
    """.split()
)
ROWS = (
    '{"head": {"vars": ["s", "o"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://e/"}, '
    '"o": {"type": "literal", "value": "v", "xml:lang": "en"}}, {"s": {"type": "bnode", "value": "b"}}]}}'
)
XML = (
    '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/>'
    '</head><results><result><binding name="s"><uri>http://e/</uri></binding></result></results></sparql>'
)
LINES = '<http://e/s> <http://e/p> "v"@en .\n_:b <http://e/p> <http://e/o> .\n'

YAML = (
    *r"""
    - : ? | > & * ! % @ ` { } [ ] , # --- ... &a *a !!int !!binary << NO on 0123 1:20 null ~ key says kind
    of " ' \ud800 \UFFFFFFFF text date is only-with
    """.split(),
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    "- ",
    "# ",
    "\t",
)
CSV = (*HEADER.strip().split(","), *DAYS, ",", '"', '""', "\n", "\r", ";", "MOU", "NA", "=1+1")

NAMES = (*sorted(PREFIXES)[:12], *'agreement: relos :// http:// urn: : / # % < > "'.split())
VALUES = (*'} { ?_x_string VALUES \\ " <http://e/> relos 1 -1'.split(), "'", "9" * 19, *DAYS)
