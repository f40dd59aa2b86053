"""The same engine as a LibCST codemod, for those who run several of them.

``python -m libcst.tool codemod -x rundata_migrate.codemod.MigrateRunData --no-format PATH``

LibCST hands over one module at a time: what the rest of the project imports is not known here, see ``--uses-mlflow``.
Its own parameters choose the files; pyproject.toml is not read.
"""

from __future__ import annotations

import argparse

import libcst as cst
from libcst.codemod import CodemodCommand, CodemodContext

from rundata_migrate.api import migrate_source
from rundata_migrate.findings import Finding


class MigrateRunData(CodemodCommand):
    """Rewrite the list API of MLflow's run data to the dict API; what is left becomes a warning."""

    DESCRIPTION = "Migrate code from MLflow's list-style run data (up to 0.9.1) to dict-style run data (1.0 and later)."

    def __init__(
        self,
        context: CodemodContext,
        unsafe_fixes: bool = False,
        fallback: str = "none",
        uses_mlflow: bool = False,
    ) -> None:
        super().__init__(context)
        self._unsafe_fixes = unsafe_fixes
        self._fallback = fallback
        self._uses_mlflow = uses_mlflow

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """The engine's options, by the names that the command line gives them."""
        arg_parser.add_argument(
            "--unsafe-fixes", action="store_true", help="apply fixes that may change behaviour in unlikely cases too"
        )
        arg_parser.add_argument(
            "--fallback",
            choices=("none", "shim"),
            default="none",
            help="'shim': give what is left the entity lists of rundata_compat, which must be installed there",
        )
        arg_parser.add_argument(
            "--uses-mlflow",
            action="store_true",
            help="the project uses MLflow, even where a module does not import it",
        )

    def transform_module(self, tree: cst.Module) -> cst.Module:
        """The migrated module; not by way of the base class, which would copy the tree for nothing."""
        result = migrate_source(
            tree.code,
            path=self.context.filename or "<string>",
            unsafe_fixes=self._unsafe_fixes,
            fallback=self._fallback,
            in_project=not self._uses_mlflow,  # who says so has looked: one sign is enough then
            uses_mlflow=self._uses_mlflow,
        )
        for finding in result.findings:
            if not finding.fixed and not finding.is_doubtful:
                self.warn(described(finding))
        if result.new_text is None:
            return tree
        return cst.parse_module(result.new_text, tree.config_for_parsing)

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        """The same: the base class asks for it."""
        return self.transform_module(tree)


def described(finding: Finding) -> str:
    """One line: where, which rule, what, and the code to consider."""
    place = finding.place_after or finding.place
    proposal = f"; consider {finding.proposal}" if finding.proposal else ""
    return f"{place.line}:{place.column}: {finding.rule} [{finding.safety.value}] {finding.message}{proposal}"
