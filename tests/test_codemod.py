"""The engine as a LibCST codemod does what the command line does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import libcst as cst
import pytest
from libcst.codemod import CodemodContext

from rundata_migrate.api import migrate_source
from rundata_migrate.codemod import MigrateRunData
from rundata_migrate.rules import RULES

pytestmark = pytest.mark.mlflow  # takes long: LibCST's own command line starts slowly

COMMAND = "rundata_migrate.codemod.MigrateRunData"

OLD = """\
# -*- coding: latin-1 -*-
import mlflow

run = mlflow.active_run()  # l\xe4uft
for m in run.data.metrics:
    print(m.key, m.value)
acc = [m for m in run.data.metrics if m.key == name()][0].value
by_key = {p.key: p for p in run.data.params}
"""


def tool(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """``python -m libcst.tool codemod -x COMMAND``; the tool wants the command before its own options."""
    command = [sys.executable, "-m", "libcst.tool", "codemod", "-x", COMMAND]
    options = ["--no-format", "--hide-progress", "--jobs", "1"]
    return subprocess.run([*command, *options, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def cli(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rundata_migrate", "--isolated", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("options", [(), ("--unsafe-fixes",), ("--fallback", "shim")], ids=["", "unsafe", "shim"])
def test_it_writes_what_the_command_line_writes(tmp_path: Path, options: tuple[str, ...], newline: str) -> None:
    data = OLD.replace("\n", newline).encode("latin-1")
    by_tool, by_cli = tmp_path / "a" / "module.py", tmp_path / "b" / "module.py"
    for path in (by_tool, by_cli):
        path.parent.mkdir()
        path.write_bytes(data)
    done = tool(*options, str(by_tool), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    cli(*options, str(by_cli), cwd=tmp_path)
    assert by_tool.read_bytes() == by_cli.read_bytes()
    assert by_tool.read_bytes() != data


def test_what_is_left_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(OLD, encoding="latin-1")
    done = tool(str(path), cwd=tmp_path)
    left = [finding for finding in migrate_source(OLD).findings if not finding.fixed]
    assert f" - {len(left)} warnings were generated." in done.stderr
    assert all(f"{finding.rule} [{finding.safety.value}] {finding.message}" in done.stderr for finding in left)


def test_its_help_names_its_options(tmp_path: Path) -> None:
    done = tool("--help", cwd=tmp_path)
    assert MigrateRunData.DESCRIPTION.split()[0] in done.stdout
    assert "--unsafe-fixes" in done.stdout
    assert "--fallback" in done.stdout


def test_a_configuration_file_finds_it_without_x(tmp_path: Path) -> None:
    (tmp_path / ".libcst.codemod.yaml").write_text("modules:\n- rundata_migrate\n", encoding="utf-8")
    path = tmp_path / "module.py"
    path.write_text(OLD, encoding="latin-1")
    command = [sys.executable, "-m", "libcst.tool", "codemod", "--no-format", "codemod.MigrateRunData", str(path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert path.read_text(encoding="latin-1") == migrate_source(OLD).new_text


@pytest.mark.parametrize("code", [rule.code for rule in RULES if any(one.after for one in rule.examples)])
def test_every_example_in_one_process(code: str) -> None:
    rule = next(rule for rule in RULES if rule.code == code)
    for example in rule.examples:
        context = CodemodContext(filename="example.py")
        codemod = MigrateRunData(context, unsafe_fixes=True, uses_mlflow=True)
        changed = codemod.transform_module(cst.parse_module(example.before))
        assert changed.code == (example.after or example.before)
        assert bool(context.warnings) == (example.named or ("RD" in example.note and example.after is None))


def test_a_module_without_a_site_is_handed_back_as_it_is() -> None:
    tree = cst.parse_module("import mlflow\nprint(mlflow.active_run().data.metrics['acc'])\n")
    context = CodemodContext()
    assert MigrateRunData(context).transform_module(tree) is tree
    assert context.warnings == []


def test_mlflow_elsewhere_in_the_project_must_be_said() -> None:
    tree = cst.parse_module("def f(run):\n    return [m.key for m in run.data.metrics]\n")
    assert MigrateRunData(CodemodContext()).transform_module(tree) is tree
    changed = MigrateRunData(CodemodContext(), uses_mlflow=True).transform_module(tree)
    assert changed.code == "def f(run):\n    return list(run.data.metrics)\n"
