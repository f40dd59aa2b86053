from __future__ import annotations

import pytest

from rundata_migrate import config, files
from rundata_migrate.config import ConfigError, load
from rundata_migrate.findings import ProjectFacts
from rundata_migrate.options import Options


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "CODES", ("RD101", "RD102", "RD201", "RD902"))
    return tmp_path


def settings(here, text: str, name: str = "pyproject.toml") -> None:
    (here / name).write_text("[tool.rundata-migrate]\n" + text)


def message(*paths: str, **options) -> str:
    with pytest.raises(ConfigError) as caught:
        load(paths or (".",), options.pop("given", {}), **options)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_defaults(here):
    assert load(["."], {}) == Options()
    assert Options().writes
    assert not Options(diff=True).writes
    assert not Options(check=True).writes


def test_every_option_from_the_file(here):
    settings(
        here,
        """
        diff = true
        check = true
        unsafe-fixes = true
        fallback = "shim"
        select = ["RD1"]
        ignore = ["RD102"]
        exclude = ["old/"]
        output-format = "json"
        jobs = 3
        quiet = true
        verbose = false
        """,
    )
    assert load(["."], {}) == Options(
        diff=True,
        check=True,
        unsafe_fixes=True,
        fallback="shim",
        select=("RD1",),
        ignore=("RD102",),
        exclude=("old/",),
        output_format="json",
        jobs=3,
        quiet=True,
        exclude_base=str(here),
    )


def test_the_command_line_wins(here):
    settings(here, 'unsafe-fixes = true\nquiet = true\nselect = ["RD1"]\nexclude = ["a"]\njobs = 2\n')
    given = {"unsafe_fixes": False, "verbose": True, "select": ["RD2"], "exclude": ["b"]}
    assert load(["."], given) == Options(verbose=True, select=("RD2",), exclude=("b",), jobs=2)


def test_excludes_are_relative_to_the_file(here):
    (here / "sub").mkdir()
    settings(here, 'exclude = ["a"]\n')
    assert load(["sub"], {}).exclude_base == str(here)


def test_isolated_and_named_file(here):
    settings(here, "quiet = true\n")
    settings(here, "verbose = true\n", "other.toml")
    assert load(["."], {}, isolated=True) == Options()
    options = load(["."], {}, config="other.toml")
    assert (options.quiet, options.verbose) == (False, True)


def test_another_tool_s_file_is_passed_over(here):
    (here / "sub").mkdir()
    settings(here, "quiet = true\n")
    (here / "sub" / "pyproject.toml").write_text("[tool.black]\n")
    assert load(["sub"], {}).quiet


@pytest.mark.parametrize(
    "text, expected",
    [
        ("qiet = true", "pyproject.toml: unknown key: qiet (did you mean quiet?)"),
        ("unsafe_fixes = true", "pyproject.toml: unknown key: unsafe_fixes (did you mean unsafe-fixes?)"),
        ("exclude-base = '/'", "pyproject.toml: unknown key: exclude-base (did you mean exclude?)"),
        ("explain-sites = true", "pyproject.toml: unknown key: explain-sites"),
        ("[tool.rundata-migrate.more]", "pyproject.toml: unknown key: more"),
        ("quiet = 1", "pyproject.toml: quiet must be true or false"),
        ("jobs = true", "pyproject.toml: jobs must be a whole number, 0 or more"),
        ("jobs = -1", "pyproject.toml: jobs must be a whole number, 0 or more"),
        ("jobs = 'auto'", "pyproject.toml: jobs must be a whole number, 0 or more"),
        ("select = 'RD1'", "pyproject.toml: select must be a list of strings"),
        ("ignore = [1]", "pyproject.toml: ignore must be a list of strings"),
        ("select = ['RD7']", "pyproject.toml: select: unknown rule: RD7"),
        ("ignore = ['']", "pyproject.toml: ignore: unknown rule: (empty)"),
        ("output-format = 'xml'", "pyproject.toml: output-format must be one of text, concise, json, github"),
        ("fallback = ['shim']", "pyproject.toml: fallback must be one of none, shim"),
        ("quiet = true\nverbose = true", "pyproject.toml: quiet and verbose exclude each other"),
    ],
)
def test_what_makes_no_sense_in_the_file(here, text, expected):
    settings(here, text + "\n")
    assert message().startswith(expected)


@pytest.mark.parametrize(
    "data",
    [
        b"[tool.rundata-migrate\n",
        b"[tool.rundata-migrate]\nquiet = yes\n",
        b"[tool.rundata-migrate]\nquiet = true\nquiet = true\n",
        b"[tool.rundata-migrate]\n# caf\xe9\n",
        b"tool.rundata-migrate = 3\n",
    ],
)
def test_bad_toml_is_one_line(here, data):
    (here / "pyproject.toml").write_bytes(data)
    assert message().startswith("pyproject.toml: ")


def test_a_named_file_must_be_there_and_have_the_table(here):
    assert message(config="nope.toml") == "nope.toml: No such file or directory"
    (here / "empty.toml").write_text("")
    assert message(config="empty.toml") == "empty.toml: no [tool.rundata-migrate] in it"


def test_the_command_line_is_checked_too(here):
    assert message(given={"select": ["RD9", "XX1"]}) == "command line: select: unknown rule: XX1"
    assert message(given={"quiet": True, "verbose": True}) == "command line: quiet and verbose exclude each other"


def test_what_the_engine_is_told(here):
    facts = ProjectFacts(uses_mlflow=True)
    engine = Options(unsafe_fixes=True, fallback="shim", select=("RD1",), ignore=("RD102",)).for_engine(facts)
    assert (engine.unsafe_fixes, engine.fallback_shim, engine.project) == (True, True, facts)
    assert (engine.select, engine.ignore, engine.explain_sites) == (("RD1",), ("RD102",), False)


def test_a_byte_order_mark_is_no_error(here):
    (here / "pyproject.toml").write_bytes(b"\xef\xbb\xbf[tool.rundata-migrate]\nquiet = true\n")
    assert load(["."], {}).quiet
    assert load(["."], {}, config="pyproject.toml").quiet


def test_a_file_of_another_encoding_is_no_silence(here):
    (here / "pyproject.toml").write_bytes("[tool.rundata-migrate]\nquiet = true\n".encode("utf-16"))
    assert message() == "pyproject.toml: not valid UTF-8"


def test_a_folder_of_that_name_is_no_settings(here):
    (here / "pyproject.toml").mkdir()
    assert load(["."], {}) == Options()


def test_a_file_that_cannot_be_read(here, monkeypatch):
    settings(here, "quiet = true\n")
    real = files.read

    def refuse(path):
        if path == str(here / "pyproject.toml"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(files, "read", refuse)
    assert message() == "pyproject.toml: Permission denied"
    assert load(["."], {}, isolated=True) == Options()
