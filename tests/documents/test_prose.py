"""Python in Markdown and reStructuredText: what is found, what becomes of it, and what stays."""

from __future__ import annotations

import pytest

from rundata_migrate.documents import DocumentError, open_document
from rundata_migrate.documents.model import programs_of
from rundata_migrate.documents.together import parted
from rundata_migrate.findings import Edit, EngineOptions
from rundata_migrate.project.results import FileResult
from rundata_migrate.project.work import migrate_bytes

OLD = 'auc = [m for m in run.data.metrics if m.key == "auc"][0].value'
NEW = 'auc = run.data.metrics["auc"]'


def migrated(text: str, name: str = "page.md") -> FileResult:
    return migrate_bytes(text.encode(), name, EngineOptions())


def after(text: str, name: str = "page.md") -> str:
    result = migrated(text, name)
    assert not [one for one in result.findings if one.error]
    return text if result.after is None else result.after.decode()


FENCED = {
    "python": "```python\n{}\n```\n",
    "py": "``` py\n{}\n```\n",
    "python3": "```Python3\n{}\n```\n",
    "tildes": "~~~~ python\n{}\n~~~~\n",
    "words behind": '```python title="a.py" hl_lines="2 3"\n{}\n```\n',
    "lines": "```python{{1-3}}\n{}\n```\n",
    "a comma": "```python,ignore\n{}\n```\n",
    "a name": "```python:tracking/best.py\n{}\n```\n",
    "attributes": "``` {{ .python .numberLines }}\n{}\n```\n",
    "an identifier": "```{{#best .python}}\n{}\n```\n",
    "Quarto": "```{{python}}\n#| label: best\n\n{}\nprint(auc)\n```\n",
    "R Markdown": "```{{python, eval=FALSE}}\n{}\n```\n",
    "a cell": "```{{code-cell}} ipython3\n:tags: [hide-input]\n\n{}\nprint(auc)\n```\n",
    "a cell with YAML": "```{{code-cell}} python\n---\ntags: [a]\n---\n{}\nprint(auc)\n```\n",
    "a block of MyST": "```{{code-block}} python\n:linenos:\n{}\n```\n",
    "inside a directive": "````{{note}}\nText\n\n```python\n{}\n```\n````\n",
    "code in colons": "Text\n\n:::{{code-block}} python\n:linenos:\n\n{}\n\nprint(auc)\n:::\n\nText\n",
    "a cell in colons": "::::{{code-cell}}\n{}\n::::\n",
    "inside colons": ":::{{tip}}\n```python\n{}\n```\n:::\n",
    "no language": "```\n{}\n```\n",
    "a list": "- item\n\n  ```python\n  {}\n  ```\n",
    "a numbered list": "10. item\n    ```python\n    {}\n    ```\n",
    "a quote": "> said:\n>\n> ```python\n> {}\n> ```\n",
    "a list in a quote": "> 1. said:\n>    ```python\n>    {}\n>    ```\n",
    "a tab of MkDocs": '=== "Python"\n\n    ```python\n    {}\n\n    print(auc)\n    ```\n',
    "an admonition": "!!! note\n    ```python\n    {}\n\n    print(auc)\n    ```\n",
    "two of them": '??? tip "More"\n    === "Python"\n        ```python\n        {}\n        ```\n',
    "never closed": "```python\n{}\n",
    "indented": "   ```python\n   {}\n   ```\n",
    "indented inside": "```python\n    {}\n    return auc\n```\n",
    "prompts": "```pycon\n>>> {}\n>>> auc\n0.5\n```\n",
    "prompts in Python": "```python\n>>> {}\n>>> print(auc)\n0.5\n```\n",
    "prompts in text": "Text:\n\n>>> {}\n>>> print(auc)\n0.5\n\nMore.\n",
    "indented prompts": "Text:\n\n    >>> {}\n    >>> print(auc)\n    0.5\n",
    "rst in MyST": "```{{eval-rst}}\n.. code-block:: python\n\n   {}\n```\n",
    "no fence at all": "Text:\n\n    {}\n",
    "no fence, in a list": "- item\n\n      {}\n      print(auc)\n",
    "prompts of IPython": "```ipython\nIn [1]: {}\n\nIn [12]: for m in x:\n    ...:     m\n    ...:\nOut[12]: 3\n```\n",
    "prompts of IPython in text": "Text:\n\nIn [3]: {}\n   ...: auc\nOut[3]: 0.5\n",
    "a comment of Python": "```python\n# Now the lookup, as before it:\n{}\n```\n",
}

DIRECTIVES = {
    "code-block": ".. code-block:: python\n   :linenos:\n   :caption: best.py\n\n   {}\n",
    "code": ".. code:: python3\n\n    {}\n",
    "sourcecode": ".. sourcecode:: py\n\n  {}\n",
    "no language": ".. code-block::\n\n   {}\n",
    "testcode": ".. testcode::\n\n   {}\n   print(auc)\n\n.. testoutput::\n\n   0.5\n",
    "doctest": ".. doctest::\n   :options: +SKIP\n\n   >>> {}\n",
    "a literal block": "Text::\n\n    {}\n\nMore.\n",
    "a quoted literal block": "Text::\n\n> {}\n> print(auc)\n\nMore.\n",
    "a tab of code": ".. tabs::\n\n   .. code-tab:: py\n\n      {}\n",
    "IPython's directive": ".. ipython::\n\n   In [1]: {}\n   Out[1]: 0.5\n",
    "IPython's directive, Python": ".. ipython:: python\n\n   {}\n   auc\n",
    "a parsed literal": ".. parsed-literal::\n\n   {}\n",
    "two colons alone": "Text\n\n::\n\n    {}\n\nMore.\n",
    "in a list": "* item::\n\n    {}\n\n* other\n",
    "nested": ".. note::\n\n   .. tab:: Python\n\n      .. code-block:: python\n\n         {}\n",
    "prompts": "Text:\n\n>>> {}\n>>> auc\n0.5\n\nMore.\n",
    "prompts with pycon": ".. code-block:: pycon\n\n   >>> {}\n   >>> print(auc)\n   0.5\n",
    "below what was printed": ".. testcode::\n\n   x\n\n.. testoutput::\n\n   0.5\n\n.. testcode::\n\n   {}\n",
    "below a number": "0.5\n\n.. code-block:: python\n\n   {}\n",
    "below a comment": ".. comment\n   more of it\n\n.. code-block:: python\n\n   {}\n",
    "below a target": ".. _best:\n\n.. code-block:: python\n\n   {}\n",
}


@pytest.mark.parametrize("template", FENCED.values(), ids=FENCED)
def test_a_fence_of_markdown(template: str) -> None:
    assert after(template.format(OLD)) == template.format(NEW)


@pytest.mark.parametrize("template", DIRECTIVES.values(), ids=DIRECTIVES)
def test_a_block_of_restructured_text(template: str) -> None:
    assert after(template.format(OLD), "page.rst") == template.format(NEW)


@pytest.mark.parametrize("name", ["a.markdown", "a.qmd", "a.mdx", "a.MD"])
def test_the_suffixes_of_markdown(name: str) -> None:
    assert after(f"```python\n{OLD}\n```\n", name) == f"```python\n{NEW}\n```\n"


def test_indented_fences_between_the_tags_of_mdx() -> None:
    page = '<Tabs>\n  <TabItem value="py">\n      ```python\n      {}\n      ```\n  </TabItem>\n</Tabs>\n'
    assert after(page.format(OLD), "page.mdx") == page.format(NEW)


def test_a_tab_of_mdx_that_says_old() -> None:
    page = f'<Tabs>\n<TabItem value="a" label="Old">\n\n```python\n{OLD}\n```\n\n</TabItem>\n</Tabs>\n'
    assert migrated(page, "page.mdx").findings == ()
    assert after(page.replace("Old", "Python"), "page.mdx").count(NEW) == 1


LEFT_ALONE = {
    "another language": "```bash\n{}\n```\n",
    "text": "```text\n{}\n```\n",
    "a diff": "```diff\n-{}\n```\n",
    "classes of another": "```{{.text}}\n{}\n```\n",
    "another directive": "```{{code-block}} text\n{}\n```\n",
    "prose": "{}\n",
    "inline": "Write `{}` here.\n",
    "indented, as a text": "Text:\n\n    Write `{}` here.\n",
    "a comment": "<!--\n```python\n{}\n```\n-->\n",
    "a mark": "<!-- rundata: ignore -->\n```python\n{}\n```\n",
    "a mark further up": "<!-- rundata: ignore -->\n\nText.\n\n```python\n{}\n```\n",
    "a mark before a section": "<!-- rundata: ignore -->\n## Lists\n\nText.\n\n### More\n\n```python\n{}\n```\n",
    "a mark of MyST": "% rundata: ignore\n\n```python\n{}\n```\n",
    "a mark for all": "```python\n{}\n```\n\n<!-- rundata: ignore-file -->\n",
    "a comment of ours": "```python\n{}  # rundata: ignore\n```\n",
    "a heading": "## Before\n\n```python\n{}\n```\n",
    "a heading above": "## The old API\n\n### Metrics\n\nText.\n\n```python\n{}\n```\n",
    "a version as a heading": "### MLflow 0.9.1\n\n```python\n{}\n```\n",
    "a lead": "**Before:**\n\n```python\n{}\n```\n",
    "a sentence": "This is how it was done up to MLflow 0.9.1, and no more:\n\n```python\n{}\n```\n",
    "a tab": '=== "Old"\n\n    ```python\n    {}\n    ```\n',
    "a tab of colons": "::::{{tab-set}}\n:::{{tab-item}} Up to 0.9\n```python\n{}\n```\n:::\n::::\n",
    "a tab of MyST": "`````{{tab-set}}\n````{{tab-item}} Up to 0.9\n```python\n{}\n```\n````\n`````\n",
    "a comment in it": "```python\n# old\n{}\n```\n",
    "a comment behind": "```python\n{}  # up to 0.9.1\n```\n",
    "the new form beside it": '```python\n{}\nauc = run.data.metrics["auc"]\n```\n',
    "the new form at prompts": '```pycon\n>>> {}\n>>> run.data.metrics["auc"]\n```\n',
    "the new form in a comment": '```python\n{}\n# now: run.data.metrics["auc"]\n```\n',
    "old and new side by side": "```python\n{}       more code\nx = run.data.tags.get('a')\n```\n",
    "prompts without a blank": "```text\n>>>{}\n```\n",
}


@pytest.mark.parametrize("template", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_stays_without_a_word(template: str) -> None:
    result = migrated(template.format(OLD))
    assert result.after is None
    assert result.findings == ()


LEFT_ALONE_IN_RST = {
    "another language": ".. code-block:: bash\n\n   {}\n",
    "a comment": "..\n   .. code-block:: python\n\n      {}\n",
    "a mark": ".. rundata: ignore\n\n.. code-block:: python\n\n   {}\n",
    "a mark before a section": ".. rundata: ignore\n\nLists\n=====\n\nMore\n----\n\n>>> {}\n",
    "a mark in a marked section": ".. rundata: ignore\n\nLists\n=====\n\nFrom MLflow 1.0 on:\n\n>>> {}\n",
    "a mark for all": ".. rundata: ignore-file\n\n>>> {}\n",
    "a heading": "Guide\n=====\n\nOld style\n---------\n\n.. code-block:: python\n\n   {}\n",
    "a lead": "Up to 0.9::\n\n    {}\n",
    "a lead of prompts": "Old way, before 1.0:\n\n>>> {}\n",
}


@pytest.mark.parametrize("template", LEFT_ALONE_IN_RST.values(), ids=LEFT_ALONE_IN_RST)
def test_what_stays_in_restructured_text(template: str) -> None:
    result = migrated(template.format(OLD), "page.rst")
    assert result.after is None
    assert result.findings == ()


NO_REASON_TO_STAY = {
    "words that mean something else": "## Before you start\n\n```python\n{}\n```\n",
    "old runs": "Old runs have no such metric.\n\n```python\n{}\n```\n",
    "a number": "```python\nrate = 0.5  # up to 0.9 is fine, < 1.0 always\n{}\n```\n",
    "the section is over": "## Before\n\nText.\n\n## After\n\n```python\n{}\n```\n",
    "new inside old": "## Up to 0.9\n\nFrom MLflow 1.0 on:\n\n```python\n{}\n```\n",
    "the mark was for another": "<!-- rundata: ignore -->\n```python\nx = 1\n```\n\n```python\n{}\n```\n",
    "another question in the new form": '```python\n{}\nrate = run.data.params["rate"]\n```\n',
}


@pytest.mark.parametrize("template", NO_REASON_TO_STAY.values(), ids=NO_REASON_TO_STAY)
def test_what_is_no_reason_to_stay(template: str) -> None:
    assert after(template.format(OLD)) == template.format(NEW)


IDLE = {
    "nothing to migrate": "<!-- rundata: ignore -->\n```python\nx = 1\n```\n",
    "the new form": '<!-- rundata: ignore -->\n```python\nx = run.data.metrics["a"]\n```\n',
    "nothing at all": "<!-- rundata: ignore -->\n\nText.\n",
    "a section": "<!-- rundata: ignore -->\n# A\n\n```python\nx = 1\n```\n",
    "a page": "<!-- rundata: ignore-file -->\n\n```python\nx = run.data\n```\n",
}


@pytest.mark.parametrize("page", IDLE.values(), ids=IDLE)
def test_a_mark_that_keeps_nothing_is_told(page: str) -> None:
    (found,) = migrated(page).findings
    assert (found.rule, found.place.line, found.place.column, found.error) == ("RD902", 1, 1, False)
    options = EngineOptions(disabled=frozenset({"RD902"}))
    assert migrate_bytes(page.encode(), "page.md", options).findings == ()


def test_a_mark_in_code_is_none() -> None:
    page = f".. code-block:: rst\n\n   .. rundata: ignore\n\n.. code-block:: python\n\n   {OLD}\n"
    assert after(page, "page.rst") == page.replace(OLD, NEW)


def test_a_mark_in_a_docstring_that_keeps_nothing_is_told() -> None:
    code = 'def f():\n    """Read.\n\n    .. rundata: ignore\n\n    >>> run.data.metrics["a"]\n    """\n'
    (found,) = migrate_bytes(code.encode(), "a.py", EngineOptions(docs=True)).findings
    assert (found.rule, found.place.line, found.place.column) == ("RD902", 4, 5)


def test_a_block_alone_does_not_mind_the_others() -> None:
    page = "```python\nkey = 1\n```\n\n```python\nfor m in run.data.metrics:\n    print(m.key, m.value)\n```\n"
    new = page.replace("for m in run.data.metrics", "for key, value in run.data.metrics.items()")
    assert after(page) == new.replace("m.key, m.value", "key, value")
    known = page.replace("print(", "print(key, ")
    assert "for metric_key, value in" in after(known)


TOGETHER = {
    "read": (["x = 1", "x"], [[0, 1]]),
    "bound anew": (["x = 1", "x", "x = 2", "x"], [[0, 1], [2, 3]]),
    "perhaps bound anew": (["x = 1", "if y: x = 2", "x"], [[0, 1, 2]]),
    "of itself": (["x = 1", "x = x + 1", "x"], [[0, 1, 2]]),
    "of a loop": (["for r in rs: pass", "r", "rs = []"], [[0, 1], [2]]),
    "a module": (["import a.b", "a.b()", "import a.c", "a"], [[0, 1], [2, 3]]),
    "everything": (["from m import *", "f(run)", "x = 1"], [[0, 1], [2]]),
    "of a comprehension": (["i = 1", "[i for i in range(3)]"], [[0], [1]]),
    "for a function": (["def f(): return g(x)", "x = 1", "def g(x): return x", "y"], [[0, 1, 2], [3]]),
    "by a function": (["def f():\n    global x\n    x = 1", "x"], [[0, 1]]),
}


@pytest.mark.parametrize("codes, groups", TOGETHER.values(), ids=TOGETHER)
def test_which_examples_belong_together(codes: list[str], groups: list[list[int]]) -> None:
    assert parted(codes, []) == groups


def test_places_in_a_block_alone_are_those_of_the_file() -> None:
    blocks = [f"```python\n{OLD}\nprint({number})\n```\n\nText.\n" for number in range(3)]
    page = "\n".join(blocks) + "\n```python\nfor m in run.data.metrics:\n    print(m)\n    m.key\n```\n"
    result = migrated(page)
    fixed = [(one.place.line, one.place.column) for one in result.findings if one.fixed]
    assert fixed == [(number, OLD.index("[") + 1) for number in (2, 9, 16)]
    (left,) = [one for one in result.findings if not one.fixed]
    assert (left.place.line, left.place_after) == (23, left.place)
    assert left.why[-1].endswith("line 23")


def test_blocks_alone_are_no_longer_than_they_are() -> None:
    page = "".join(f"Text.\n\n```python\n{OLD}\nprint({number})\n```\n\n" for number in range(50))
    programs = programs_of(open_document("page.md", page.encode()))
    assert len(programs) == 50
    assert sum(len(one.text) for one in programs) < len(page)


def test_a_name_that_a_function_reads_may_be_bound_below() -> None:
    page = "```python\ndef show(run):\n    for m in run.data.metrics:\n        show_one(m)\n```\n\n"
    page += "```python\ndef show_one(m):\n    print(m.key)\n```\n"
    assert "def show_one(m):\n    print(m)\n" in after(page)


@pytest.mark.parametrize("fence", ["```python\n{}\n```\n", "```{{python}}\n{}\n```\n"])
def test_an_example_is_not_emptied(fence: str) -> None:
    blocks = ["from operator import attrgetter", 'x = list(map(attrgetter("value"), run.data.metrics))\nprint(x)']
    page = "\n".join(map(fence.format, blocks))
    result = migrated(page)
    assert result.after is not None
    assert result.after.decode() == page.replace(
        'map(attrgetter("value"), run.data.metrics)', "run.data.metrics.values()"
    )
    assert [one.rule for one in result.findings] == ["RD202"]


def test_what_a_broken_block_binds_itself_is_its_own() -> None:
    page = "```python\nfor m in run.data.metrics:\n    print m.key\n```\n\n```python\n{}\n```\n"
    loop = "for m in run.data.params: print(m.key)"
    assert migrated(page.format(loop)).after == page.format("for key in run.data.params: print(key)").encode()


def test_names_flow_from_block_to_block() -> None:
    first = "```python\nfrom mlflow.tracking import MlflowClient\nit = MlflowClient().get_run('r')\n```\n"
    page = first + "\nThen\n\n```py\n{}\n```\n"
    result = migrated(page.format("x = [m.value for m in it.data.metrics if m.key == 'auc'][0]"))
    assert result.after is not None
    assert result.after.decode() == page.format("x = it.data.metrics['auc']")
    assert result.findings[0].confidence.value == "proven"


def test_a_block_that_is_no_python_harms_no_other() -> None:
    page = "```python\nfor m in something\n    ...\n```\n\n```python\n{}\n```\n"
    assert after(page.format(OLD)) == page.format(NEW)


def test_a_block_that_is_no_python_is_named_if_it_holds_the_idiom() -> None:
    page = f"```python\n{OLD}\n```\n\n```python\nx = 1\nfor m in run.data.metrics:\n    print(m.key <here>)\n```\n"
    result = migrated(page)
    assert result.after == page.replace(OLD, NEW).encode()
    broken = [one for one in result.findings if not one.fixed]
    assert [(one.rule, one.place.line, one.error) for one in broken] == [("RD900", 8, False)]


def test_a_block_of_no_language_that_is_no_python_is_named_too() -> None:
    page = "```\nfor m in run.data.metrics:\n    if m.key == 'a'):\n        best = m.value\n```\n"
    assert [(one.rule, one.place.line) for one in migrated(page).findings] == [("RD900", 3)]
    assert migrated(page.replace("run.data.", "x.")).findings == ()


TUTORIAL = """\
# Stacking

One starts by creating a client:
```python
from  mlflow.tracking import MlflowClient
client = MlflowClient()
```
Then one loops over the runs:
```python
for run_info in client.list_run_infos(exp_id):
```
and fetches each:
```python
run = client.get_run(run_info.run_uuid)
```
Its metrics are searched for the one with the key, e.g. `'AUC'`:
```python
[m.value for m in run.data.metrics if m.key=='AUC'][0] # there is a single value
```
or shown:

2. as a table

    ```
    for p in run.data.params: print("| %s | %s |" % (p.key, p.value))
    ```

        $ python table.py --experiment 1
"""


def test_a_tutorial_as_they_are() -> None:
    result = migrated(TUTORIAL)
    assert result.after is not None
    assert result.after.decode() == (
        TUTORIAL.replace("[m.value for m in run.data.metrics if m.key=='AUC'][0]", "run.data.metrics['AUC']")
        .replace("for p in run.data.params", "for key, value in run.data.params.items()")
        .replace("p.key, p.value", "key, value")
    )
    assert [(one.place.line, one.confidence.value) for one in result.findings] == [(18, "proven"), (25, "proven")]


def test_python_2_is_named_as_such() -> None:
    result = migrated("```pycon\n>>> for m in run.data.metrics:\n...     print m.key\na\n```\n")
    assert result.after is None
    assert ["it is Python 2" in one.message for one in result.findings] == [True]


def test_broken_prompts_are_left() -> None:
    page = f"```pycon\n>>> {OLD}\n>>>for m in run.data.metrics:\n...     print(m.key)\n```\n"
    result = migrated(page)
    assert result.after is None
    assert [one.place.line for one in result.findings] == [3]


def test_an_expected_exception_stays_true() -> None:
    page = f"```pycon\n>>> {OLD}\nTraceback (most recent call last):\n  ...\nIndexError: list index out of range\n```\n"
    result = migrated(page)
    assert result.after is None
    assert [one.place.line for one in result.findings] == [5]


def test_places_are_those_of_the_file() -> None:
    page = f"Text\n\n> ```python\n> x = 1; {OLD}\n> ```\n"
    (finding,) = migrated(page).findings
    assert (finding.place.line, finding.place.column) == (4, page.splitlines()[3].index("[") + 1)
    assert finding.place_after is not None
    assert (finding.place_after.line, finding.place_after.column) == (4, page.splitlines()[3].index("[") + 1)


SHOWN = {
    "an entity": ('>>> [m for m in run.data.metrics if m.key == "a"][0]\n<Metric>\n', "RD402"),
    "an entity by its place": (">>> run.data.metrics[0]\n<Metric>\n", "RD402"),
}


@pytest.mark.parametrize("shown, rule", SHOWN.values(), ids=SHOWN)
def test_what_is_shown_at_a_prompt_is_used_whole(shown: str, rule: str) -> None:
    result = migrated(f"```pycon\n{shown}```\n")
    assert result.after is None
    assert [one.rule for one in result.findings] == [rule]


def test_what_is_shown_is_what_it_was() -> None:
    page = "```pycon\n>>> [m.key for m in run.data.metrics]\n['a']\n>>> {m.key: m.value for m in run.data.tags}\n```\n"
    new = "```pycon\n>>> list(run.data.metrics)\n['a']\n>>> dict(run.data.tags)\n```\n"
    assert after(page) == new


def test_the_last_expression_of_a_cell_is_shown() -> None:
    page = "```{python}\n[m for m in run.data.metrics if m.key == 'a'][0]\n```\n\n```{python}\nx = 1\n```\n"
    assert migrated(page).after is None
    assert migrated(page.replace("{python}", "python")).after is not None


def test_lines_of_ipython_are_no_python() -> None:
    page = "```{code-cell} ipython3\n%matplotlib inline\n!pip install mlflow\n%time {}\n```\n"
    assert after(page.replace("{}", OLD)) == page.replace("{}", NEW)


def test_a_loop_at_prompts_keeps_its_prompts() -> None:
    page = "```pycon\n>>> for m in run.data.metrics:\n...     print(m.key, m.value)\n...\nauc 0.5\n```\n"
    new = "```pycon\n>>> for key, value in run.data.metrics.items():\n...     print(key, value)\n...\nauc 0.5\n```\n"
    assert after(page) == new


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str) -> None:
    page = f"{mark}# é\n\n```python\n{OLD}\nfor m in run.data.metrics:\n    print(m.key)\n```\nend"
    new = page.replace(OLD, NEW).replace("for m", "for key").replace("m.key)", "key)")
    assert after(page.replace("\n", end)) == new.replace("\n", end)


def test_bytes_that_are_no_text_are_an_error() -> None:
    result = migrate_bytes(b"```python\nrun.data.metrics\n```\n\xff", "page.md", EngineOptions())
    assert [(one.rule, one.error) for one in result.findings] == [("RD903", True)]


# -- edits -----------------------------------------------------------------------------------------

SESSION = "x\n\n   >>> a = 1\n   >>> for b in a:\n   ...     c\n   1\n\ny\n"


def edited(text: str, edits: list[Edit], name: str = "page.md") -> str:
    return open_document(name, text.encode()).apply(edits).decode()


def test_new_lines_at_prompts_get_prompts() -> None:
    program = open_document("page.md", SESSION.encode()).text
    assert program == "\n\na = 1\nfor b in a:\n    c\n\n\n\n\n# >>>\n"
    at = program.index("for")
    added = "   >>> import d\n   >>> if d:\n   ...     e\n   ...\n"
    assert edited(SESSION, [Edit(at, at, "import d\nif d:\n    e\n\n")]) == SESSION.replace(
        "   >>> for", f"{added}   >>> for"
    )
    at = program.index("c\n") + 1
    assert edited(SESSION, [Edit(at, at, "\n    f")]) == SESSION.replace("    c\n", "    c\n   ...     f\n")


def test_lines_that_go_take_their_prompts_with_them() -> None:
    program = open_document("page.md", SESSION.encode()).text
    at = program.index("a = 1")
    assert edited(SESSION, [Edit(at, at + 6, "")]) == SESSION.replace("   >>> a = 1\n", "")


def test_new_lines_have_the_margin_of_their_neighbours() -> None:
    page = "> - ```py\n>   a\n>   b\n>   ```\n"
    program = open_document("page.md", page.encode()).text
    assert program == "\na\nb\n\n"
    assert edited(page, [Edit(1, 1, "x\n\ny\n")]) == "> - ```py\n>   x\n>\n>   y\n>   a\n>   b\n>   ```\n"
    assert edited(page, [Edit(5, 5, "x\n")]) == "> - ```py\n>   a\n>   b\n>   x\n>   ```\n"
    assert edited(page, [Edit(2, 5, "\nx\n")]) == "> - ```py\n>   a\n>   x\n>   ```\n"
    assert edited(page, [Edit(1, 5, "")]) == "> - ```py\n>   ```\n"
    assert edited(page, [Edit(1, 3, "x")]) == "> - ```py\n>   xb\n>   ```\n"


@pytest.mark.parametrize("edit", [Edit(0, 0, "x\n"), Edit(1, 4, "x"), Edit(3, 3, "x\n"), Edit(4, 5, "")])
def test_edits_in_the_prose_are_refused(edit: Edit) -> None:
    page = "```py\na\n```\n\n```py\nb\n```\n"
    document = open_document("page.md", page.encode())
    assert document.text == "\na\n\n\n\nb\n\n"
    if edit.start == 3:  # right below the example is where it may grow
        assert document.apply([edit]).decode() == page.replace("a\n", "a\nx\n")
        return
    with pytest.raises(DocumentError):
        document.apply([edit])
