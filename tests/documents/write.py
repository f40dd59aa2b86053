"""Write the notebook of ``written/`` anew, each time by another tool. Not part of the tests, for what it installs:

    uv run --no-project --with nbstripout --with papermill --with jupytext --with nbconvert \
        python tests/documents/write.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import v4

FOLDER = Path(__file__).parent / "written"
FIGURE = {"text/plain": "<Figure>", "image/png": "iVBORw0KGgo=\n"}
OUTPUTS = [v4.new_output("stream", name="stdout", text="0.5 é\n"), v4.new_output("display_data", data=FIGURE)]
CELLS = [
    v4.new_markdown_cell("# Résultats\n\nOld runs.", id="head"),
    v4.new_code_cell("run_id = 'r'", metadata={"tags": ["parameters"]}, id="given"),
    v4.new_code_cell(
        "from mlflow.tracking import MlflowClient\n\n%matplotlib inline\nrun = MlflowClient().get_run(run_id)",
        id="start",
    ),
    v4.new_code_cell(
        "rmse = [m.value for m in run.data.metrics if m.key == 'rmsé'][0]\nprint(rmse, 'é')",
        execution_count=3,
        outputs=OUTPUTS,
        id="scan",
    ),
    v4.new_code_cell("%%time\nfor p in run.data.params:\n    print(p.key, p.value)", id="loop"),
    v4.new_code_cell("!echo done", id="last"),
]
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def tool(name: str, *arguments: object) -> None:
    """Run a tool in the folder: papermill writes down where it finds its input."""
    subprocess.run([sys.executable, "-m", name, *map(str, arguments)], check=True, cwd=FOLDER)


def main() -> None:
    source = "nbformat-4.5.ipynb"
    notebook = v4.new_notebook(cells=CELLS, metadata=KERNEL)
    nbformat.write(notebook, FOLDER / source)
    notebook.nbformat_minor = 0
    for cell in notebook.cells:
        del cell["id"]
    nbformat.write(notebook, FOLDER / "nbformat-4.0.ipynb")
    shutil.copy(FOLDER / source, FOLDER / "nbstripout.ipynb")
    tool("nbstripout", "nbstripout.ipynb")
    tool("papermill", "--prepare-only", source, "papermill.ipynb", "-p", "run_id", "s")
    tool("nbconvert", "--to", "notebook", source, "--output", "nbconvert.ipynb")
    for form, name in (
        ("py:percent", "percent.py"),
        ("py:light", "light.py"),
        ("md:myst", "myst.md"),
        ("Rmd", "r.Rmd"),
    ):
        tool("jupytext", "--to", form, source, "-o", f"jupytext-{name}")
    tool("nbconvert", "--to", "markdown", source, "--output", "nbconvert.md")
    shutil.rmtree(FOLDER / "nbconvert_files")


if __name__ == "__main__":
    main()
