from __future__ import annotations

import pytest

from rundata_migrate import config, files
from rundata_migrate.config import ConfigError, load
from rundata_migrate.findings import ProjectFacts
from rundata_migrate.options import ROWS, Options


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "CODES", ("RD101", "RD102", "RD201", "RD902"))
    return tmp_path


def settings(here, text: str, name: str = "pyproject.toml") -> None:
    (here / name).write_text("[tool.rundata-migrate]\n" + text)


def set_in(options: Options) -> dict[str, object]:
    """What differs from the defaults."""
    default = Options()
    values = {name: getattr(options, name) for name in ROWS}
    return {name: value for name, value in values.items() if value != getattr(default, name)}


def message(**options) -> str:
    with pytest.raises(ConfigError) as caught:
        load(options.pop("given", {}), **options)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_defaults(here):
    assert set_in(load({})) == {}
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
    assert set_in(load({})) == {
        "diff": True,
        "check": True,
        "unsafe_fixes": True,
        "fallback": "shim",
        "select": ("RD1",),
        "ignore": ("RD102",),
        "exclude": ("old/",),
        "output_format": "json",
        "jobs": 3,
        "quiet": True,
    }


def test_the_command_line_wins(here):
    settings(here, 'unsafe-fixes = true\nquiet = true\nselect = ["RD1"]\nexclude = ["a"]\njobs = 2\n')
    given = {"unsafe_fixes": False, "verbose": True, "select": ["RD2"], "exclude": ["b"]}
    assert set_in(load(given)) == {"verbose": True, "select": ("RD2",), "exclude": ("b",), "jobs": 2}


def test_excludes_are_relative_to_where_they_stand(here, monkeypatch):
    (here / "sub").mkdir()
    settings(here, 'exclude = ["/a.py"]\n')
    monkeypatch.chdir("sub")
    a, sub_a = str(here / "a.py"), str(here / "sub" / "a.py")

    def excluded(options: Options) -> list[bool]:
        assert options.per_file is not None
        excludes = options.per_file.at(str(here / "sub"))
        return [excludes.match(name, False) for name in (a, sub_a)]

    assert excluded(load({})) == [True, False]
    assert excluded(load({"exclude": ["/a.py"]})) == [False, True]
    assert excluded(load({}, config=["../pyproject.toml"])) == [False, True]
    assert excluded(load({}, isolated=True)) == [False, False]


def test_isolated_and_named_file(here):
    settings(here, "quiet = true\n")
    settings(here, "verbose = true\n", "other.toml")
    assert set_in(load({}, isolated=True)) == {}
    options = load({}, config=["other.toml"])
    assert (options.quiet, options.verbose) == (False, True)


def test_a_line_of_a_settings_file_on_the_command_line(here, monkeypatch):
    settings(here, "quiet = true\nignore = ['RD1']\njobs = 3\n")
    lines = ["ignore = ['RD9']", "jobs=1", "per-file-ignores = {'a/' = ['RD2']}", "jobs = 2"]
    options = load({"exclude": ("x",)}, config=lines)
    expected = {"quiet": True, "ignore": ("RD9",), "jobs": 2, "exclude": ("x",)}
    assert set_in(options) == {**expected, "per_file_ignores": (("a/", ("RD2",)),)}
    assert load({"jobs": 4}, config=lines).jobs == 4
    assert options.per_file.disabled_in("b.py") >= {"RD902"}
    assert "RD101" in options.per_file.disabled_in("b.py")  # --ignore is applied on top, and so is this
    settings(here, "verbose = true\n", "a=b.toml")
    assert load({}, config=["a=b.toml", "jobs = 2"]).verbose
    assert load({}, config=["jobs = 2"], isolated=True).jobs == 2
    assert not load({}, config=["jobs = 2"], isolated=True).quiet


def test_jobs_may_be_auto_as_on_the_command_line(here):
    settings(here, "jobs = 3\n")
    assert load({}, config=["jobs = 'auto'"]).jobs == 0


def test_another_tool_s_file_is_passed_over(here, monkeypatch):
    (here / "sub").mkdir()
    settings(here, "quiet = true\n")
    (here / "sub" / "pyproject.toml").write_text("[tool.black]\n")
    monkeypatch.chdir("sub")
    assert load({}).quiet


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
        ("jobs = 'many'", "pyproject.toml: jobs must be a whole number, 0 or more, or auto"),
        ("select = 'RD1'", "pyproject.toml: select must be a list of strings"),
        ("ignore = [1]", "pyproject.toml: ignore must be a list of strings"),
        ("select = ['RD7']", "pyproject.toml: select: unknown rule: RD7"),
        ("ignore = ['']", "pyproject.toml: ignore: unknown rule: (empty)"),
        ("output-format = 'xml'", "pyproject.toml: output-format must be one of text, concise, json, github"),
        ("extend-select = ['RD7']", "pyproject.toml: extend-select: unknown rule: RD7"),
        ("per-file-ignores = ['a']", "pyproject.toml: per-file-ignores must be a table of patterns, each with"),
        ("per-file-ignores = {a = 'RD1'}", "pyproject.toml: per-file-ignores: a must be a list of strings"),
        ("per-file-ignores = {a = ['RD7']}", "pyproject.toml: per-file-ignores: a: unknown rule: RD7"),
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
    assert message(config=["nope.toml"]) == "nope.toml: No such file or directory"
    settings(here, "")
    (here / "pyproject.toml").write_text("[tool.black]\n")
    assert message(config=["pyproject.toml"]) == "pyproject.toml: no [tool.rundata-migrate] in it"


def test_a_file_that_only_names_the_tool_is_passed_over(here, monkeypatch):
    (here / "sub").mkdir()
    settings(here, "quiet = true\n")
    (here / "sub" / "pyproject.toml").write_text("[dependency-groups]\ndev = ['rundata-migrate']\n")
    monkeypatch.chdir("sub")
    assert load({}).quiet
    (here / "pyproject.toml").unlink()
    assert set_in(load({})) == {}


@pytest.mark.parametrize("name", ["rundata-migrate.toml", ".rundata-migrate.toml"])
def test_a_file_of_its_own_needs_no_table(here, name):
    settings(here, "quiet = true\n")
    (here / name).write_text('jobs = 2\n[per-file-ignores]\n"tests/" = ["rd1"]\n')
    expected = {"jobs": 2, "per_file_ignores": (("tests/", ("RD1",)),)}
    assert set_in(load({})) == expected
    assert set_in(load({}, config=[name])) == expected
    (here / name).write_text("qiet = true")
    assert message() == f"{name}: unknown key: qiet (did you mean quiet?)"


def test_the_command_line_is_checked_too(here):
    assert message(given={"select": ["RD9", "XX1"]}) == "--select: unknown rule: XX1"
    assert message(given={"quiet": True, "verbose": True}) == "--quiet and --verbose exclude each other"


def test_what_the_engine_is_told(here):
    facts = ProjectFacts(uses_mlflow=True)
    values = {"unsafe_fixes": True, "fallback": "shim", "select": ["RD1"], "ignore": ["RD102"]}
    engine = config.from_values(values, "options").for_engine(facts, ["a.py"])
    assert (engine.unsafe_fixes, engine.fallback_shim, engine.project) == (True, True, facts)
    assert (engine.disabled, engine.disabled_in) == ({"RD102", "RD201", "RD902"}, {})
    assert not engine.explain_sites


@pytest.mark.parametrize(
    "layers, off",
    [
        ([{}], ""),
        ([{"select": ["RD1"]}], "RD201 RD902"),
        ([{"ignore": ["RD1", "RD9"]}], "RD101 RD102 RD902"),
        ([{"select": ["RD102"], "ignore": ["RD1"]}], "RD101 RD201 RD902"),
        ([{"select": ["RD1"], "ignore": ["RD1"]}], "RD101 RD102 RD201 RD902"),
        ([{"ignore": ["RD1"], "extend_select": ["RD101"]}], "RD102"),
        ([{"ignore": ["RD1"]}, {"extend_select": ["RD1"]}], ""),
        ([{"ignore": ["RD1"]}, {"ignore": ["RD2"]}], "RD101 RD102 RD201"),
        ([{"select": ["RD101"]}, {"ignore": ["RD1"]}], "RD101 RD102 RD201 RD902"),
        ([{"ignore": ["RD101"]}, {"select": ["RD1"]}], "RD201 RD902"),
        ([{"select": ["RD101"]}, {"extend_select": ["RD2"]}], "RD102 RD902"),
    ],
)
def test_which_rules_are_off(layers, off):
    assert config.disabled(layers) == set(off.split())


def test_each_file_has_the_settings_nearest_to_it(here):
    (here / "a" / "in").mkdir(parents=True)
    (here / "b").mkdir()
    settings(here, "unsafe-fixes = true\nignore = ['RD1']\n[tool.rundata-migrate.per-file-ignores]\n'/x*' = ['RD9']")
    settings(here, "ignore = ['RD201']\nunsafe-fixes = false\n", "a/pyproject.toml")
    options = load({"extend_select": ["RD101"]})
    engine = options.for_engine(ProjectFacts(), ["m.py", "xm.py", "a/m.py", "a/in/m.py", "b/m.py", "b/xm.py"])
    assert (engine.unsafe_fixes, engine.disabled) == (True, {"RD102"})
    assert engine.disabled_in == {"xm.py": {"RD102", "RD902"}, "a/m.py": {"RD201"}, "a/in/m.py": {"RD201"}}


def test_per_file_ignores(here):
    (here / "sub").mkdir()
    settings(here, "[tool.rundata-migrate.per-file-ignores]\n'sub/' = ['RD1']\n'!*_test.py' = ['RD9']\n")
    per_file = load({}).per_file
    assert per_file is not None
    assert per_file.disabled_in("a.py") == {"RD902"}
    assert per_file.disabled_in(str(here / "sub" / "a_test.py")) == {"RD101", "RD102"}
    per_file = load({"per_file_ignores": [("a.py", ["rd101"]), ("a.py", ["RD201"])]}).per_file
    assert per_file is not None
    assert per_file.disabled_in("a.py") == per_file.disabled_in("sub/a.py") == {"RD101", "RD201"}
    assert per_file.disabled_in("sub/a_test.py") == set()


def test_a_byte_order_mark_is_no_error(here):
    (here / "pyproject.toml").write_bytes(b"\xef\xbb\xbf[tool.rundata-migrate]\nquiet = true\n")
    assert load({}).quiet
    assert load({}, config=["pyproject.toml"]).quiet


def test_a_file_of_another_encoding_is_no_silence(here):
    (here / "pyproject.toml").write_bytes("[tool.rundata-migrate]\nquiet = true\n".encode("utf-16"))
    assert message() == "pyproject.toml: not valid UTF-8"


def test_a_folder_of_that_name_is_no_settings(here):
    (here / "pyproject.toml").mkdir()
    assert set_in(load({})) == {}


def test_a_file_that_cannot_be_read(here, monkeypatch):
    settings(here, "quiet = true\n")
    real = files.read

    def refuse(path):
        if path == str(here / "pyproject.toml"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(files, "read", refuse)
    assert message() == "pyproject.toml: Permission denied"
    assert set_in(load({}, isolated=True)) == {}
