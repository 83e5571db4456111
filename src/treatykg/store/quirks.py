"""Where a server departs from SPARQL 1.1, and what we do about it: all of it, in this one place.

Virtuoso 7.2.5 compares days wrongly on the boundary (as texts it compares them right: all our days are of four-digit years and
have no time zone), answers an ASK about a named graph with a row, and answers 200 with a part of the rows when its time or its
limit of rows is reached.
"""

from __future__ import annotations

import re

from pyoxigraph import Literal

from treatykg.errors import TimeLimitError
from treatykg.store.http import Reply
from treatykg.store.results import Answer

_TRUTH = "__ASK_RETVAL"


def answered(answer: Answer, reply: Reply, url: str) -> Answer:
    """An answer as it is meant.

    Errors: TimeLimitError when the server gave only a part of it.
    """
    if reply.fields.get("x-sql-state", "").upper() == "S1TAT":
        raise TimeLimitError("the store gave up half-way", where=url, hint="raise its MaxQueryExecutionTime")
    most = reply.fields.get("x-sparql-maxrows", "")
    if most.isdigit() and len(answer.rows) >= int(most):
        raise TimeLimitError(f"the store gives at most {most} rows", where=url, hint="raise its ResultSetMaxRows")
    if answer.variables == (_TRUTH,):
        return Answer(truth=any(isinstance(row[0], Literal) and row[0].value not in ("0", "false") for row in answer.rows))
    return answer
