"""How a person can tell that a place was changed rightly: one sentence a rule, for checklists."""

from __future__ import annotations

from rundata_migrate.findings import Finding, Safety

_RUN = "Run the code on MLflow 1.0 or later with a run that has {what} and compare the result with that of 0.9.1."

_BY_RULE = {
    "RD306": "Look at every caller of the function: each has to hand on what it takes now.",
    "RD307": "Look at every place that reads what was filled, and run one of them on a run with several entries.",
    "RD401": "Log one metric twice, and see that the timestamp or step is that of the value that is shown.",
    "RD402": "Follow the entity to where it is read: nothing may ask it for `.key` or `.value` any more.",
    "RD403": "Run the code once on MLflow 1.0 or later: what only lists can do raises an exception on a dict.",
    "RD404": "Run both ways of the test: run data of MLflow 1.0 or later is a dict and no list.",
    "RD405": "Read it with each name that it may be given (`metrics`, `params`, `tags`) on a run that has all.",
    "RD406": "Run the tests on MLflow 1.0 or later, and see that the double holds what a real run has there: a dict.",
    "RD407": "Print the dictionary of one run on MLflow 1.0 or later, and compare its form with what the code reads.",
    "RD408": "Find out what the value is on each way through the code: print its type in one run on each.",
    "RD409": "Run the branch for dicts on MLflow 1.0 or later, and drop the other one when nothing older is in use.",
    "RD410": "See what the function that gets it does with it: `log_batch` and its like still want lists of entities.",
    "RD411": "Record the program again with `RUNDATA_COMPAT=record`: the place is right when it is recorded no more.",
    "RD501": "Run the type checker: the annotation has to fit what the code does with the dict.",
    "RD502": "Run the linter: the import is unused when it says so.",
    "RD902": "Take the comment away, and run the tool again: nothing is found on the line.",
}
_BY_FAMILY = {
    "RD1": _RUN.format(what="the key, and with one that has it not,"),
    "RD2": _RUN.format(what="no entries, and with one that has several,"),
    "RD3": _RUN.format(what="no entries, and with one that has several,"),
    "RD9": "Mend what the message names, and run the tool again on this file.",
}
_UNSAFE = "Apply it with `--unsafe-fixes`, and try the case that the message names."


def how_to_verify(finding: Finding) -> str:
    """A sentence or two in Markdown."""
    said = _BY_RULE.get(finding.rule) or _BY_FAMILY.get(finding.rule[:3], _RUN.format(what="several entries,"))
    return f"{_UNSAFE} {said}" if finding.safety is Safety.UNSAFE else said
