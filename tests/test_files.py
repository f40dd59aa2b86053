from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from rundata_migrate import files
from rundata_migrate.files import Excludes, NoSuchPathError, SettingsFiles, list_files, read

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
needs_links = pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="no symbolic links")


def make(root: Path, *names: str, **contents: str) -> None:
    for name in names:
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("x = 1\n")
    for name, text in contents.items():
        (root / name).write_text(text)


def ignore(folder: Path, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("\n".join(lines) + "\n")


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    root = tmp_path / "tree"
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return root


def under(*paths: str, **options) -> list[str]:
    found = list_files(paths or (".",), **options)
    assert found.problems == []
    return [path.replace(os.sep, "/") for path in found.files]


# -- which files


def test_python_files_and_nothing_else(tree):
    make(tree, "b.py", "a.pyi", "c.pyw", "d.txt", "e.pyc", "py", "sub/f.py", "sub/.hidden.py")
    assert under() == ["a.pyi", "b.py", "c.pyw", "sub/.hidden.py", "sub/f.py"]


def test_default_excludes_at_any_depth_but_not_the_named_folder(tree):
    make(tree, "build/lib/a.py", "pkg/node_modules/b.py", "pkg/x.egg-info/c.py", ".venv/d.py", "pkg/build.py")
    assert under() == ["pkg/build.py"]
    assert under("build") == ["build/lib/a.py"]
    assert under("build/lib", ".venv") == [".venv/d.py", "build/lib/a.py"]


def test_a_named_file_is_taken_whatever_it_is(tree):
    make(tree, "script", "notes.txt", "build/gone.py", "ignored.py")
    ignore(tree, "ignored.py")
    names = ["script", "notes.txt", "build/gone.py", "ignored.py"]
    assert under(*names, excludes=Excludes(["*"])) == sorted(names)


def test_excludes_hold_for_what_is_named_where_that_is_asked_for(tree):
    make(tree, "a.py", "vendored/b.py", "vendored/deep/c.py", "build/d.py", "src/build.py", "sub/build/e.py")
    names = ["a.py", "vendored/b.py", "vendored/deep/c.py", "build/d.py", "src/build.py", str(tree / "sub/build/e.py")]
    excludes = Excludes(["vendored/"])
    assert under(*names, "vendored", "vendored/deep", excludes=excludes, force_exclude=True) == ["a.py", "src/build.py"]
    assert under("vendored/b.py", excludes=excludes) == ["vendored/b.py"]
    assert under(".", force_exclude=True) == under(".")
    with pytest.raises(NoSuchPathError):
        under("gone.py", force_exclude=True)


def test_a_folder_that_the_working_directory_is_in_is_no_reason_to_leave_a_file_out(tree, monkeypatch):
    make(tree, "build/project/a.py")
    monkeypatch.chdir(tree / "build" / "project")
    assert under("a.py", force_exclude=True) == ["a.py"]


def test_each_file_once_and_in_order(tree):
    make(tree, "b.py", "a/z.py", "a/b.py")
    whole = str(tree)
    assert under("b.py", "./b.py", ".", "a", "a/", whole) == ["a/b.py", "a/z.py", "b.py"]


@pytest.mark.parametrize("given, shown", [(".", "p/a.py"), ("./", "p/a.py"), ("p/", "p/a.py"), ("./p", "p/a.py")])
def test_paths_are_shown_as_given(tree, given, shown):
    make(tree, "p/a.py")
    assert under(given) == [shown]
    assert under(str(tree)) == [str(tree / "p/a.py")]


def test_strange_names(tree):
    names = ["a b.py", "new\nline.py", "-x.py", "100644 0 0\ta.py", "é.py", "[a].py"]
    make(tree, *names)
    assert under() == sorted(names)
    git(tree, "init", "-q")
    assert under() == sorted(names)


@pytest.mark.skipif(os.name == "nt", reason="names are bytes elsewhere")
def test_a_name_that_is_not_utf8(tree):
    with open(os.path.join(os.fsencode(tree), b"caf\xe9.py"), "wb") as stream:
        stream.write(b"x = 1\n")
    (name,) = under()
    assert read(name) == b"x = 1\n"
    git(tree, "init", "-q")
    assert under() == [name]


def test_missing_paths(tree):
    with pytest.raises(NoSuchPathError, match=r"nope\.py: No such file"):
        list_files(["nope.py"])
    with pytest.raises(NoSuchPathError):
        list_files(["a\0b"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_is_no_file(tree):
    os.mkfifo("pipe.py")
    assert under() == []
    with pytest.raises(NoSuchPathError, match="neither a file nor a folder"):
        list_files(["pipe.py"])


def test_an_unreadable_folder_is_a_problem(tree, monkeypatch):
    make(tree, "a.py", "locked/b.py", "z.py")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list_files(["."])
    assert found.files == ["a.py", "z.py"]
    assert found.problems == [("locked", "Permission denied")]


@needs_links
def test_links(tree):
    make(tree, "in.py", "sub/real.py", "data.txt")
    make(tree.parent, "outside.py", "outside/o.py")
    (tree / "a_link.py").symlink_to("in.py")
    (tree / "out.py").symlink_to("../outside.py")
    (tree / "folder").symlink_to("../outside")
    (tree / "same").symlink_to("sub")
    (tree / "broken.py").symlink_to("nothing.py")
    (tree / "loop.py").symlink_to("loop.py")
    (tree / "data.py").symlink_to("data.txt")
    (tree / "again.py").symlink_to("data.txt")
    expected = ["again.py", "in.py", "sub/real.py"]
    assert under() == expected
    assert under("out.py", "folder") == ["folder/o.py", "out.py"]
    git(tree, "init", "-q")
    assert under() == expected
    git(tree, "add", "-A")
    assert under() == expected


# -- what git ignores


def scenario_plain(root: Path) -> None:
    make(root, "a.py", "b.py", "sub/a.py", "sub/b.py", "sub/deep/a.py", "gen/x.py", "sub/gen/y.py")
    ignore(root, "/a.py", "gen/", "*.tmp.py")


def scenario_nested_and_negated(root: Path) -> None:
    make(
        root,
        "x_gen.py",
        "keep_gen.py",
        "sub/x_gen.py",
        "sub/deep/x_gen.py",
        "sub/deep/keep_gen.py",
        "other/x.py",
    )
    ignore(root, "*_gen.py", "!keep_gen.py", "other/*", "# comment", "", r"\#x.py")
    ignore(root / "sub", "!x_gen.py")
    ignore(root / "sub/deep", "x_gen.py", "keep_*")


def scenario_ignored_parent_stays_ignored(root: Path) -> None:
    make(root, "dir/keep.py", "dir/sub/keep.py", "lib/a.py", "lib/keep/b.py", "lib/drop/c.py")
    ignore(root, "dir/", "!dir/keep.py", "lib/*", "!lib/keep/")


def scenario_whitelist(root: Path) -> None:
    make(root, "a.py", "b.py", "src/a.py", "src/b.pyi", "src/x/c.py", "src/x/d.pyw")
    ignore(root, "*", "!*/", "!*.py")


def scenario_patterns(root: Path) -> None:
    make(
        root,
        "a/b/c.py",
        "a/x/b/c.py",
        "b/c.py",
        "foo/bar.py",
        "foo/baz/bar.py",
        "t1.py",
        "t2.py",
        "tx.py",
        "A.py",
    )
    make(root, "q/foo/bar.py", "sp ace.py", "trail.py", "deep/a/b/c/d.py")
    ignore(root, "a/**/b/", "/foo/bar.py", "t[0-9].py", "sp\\ ace.py", "trail.py   ", "deep/**/d.py")


def scenario_exclude_folder_and_file_of_one_name(root: Path) -> None:
    make(root, "one/x.py", "two/one.py", "two/one/x.py", "two/two.py")
    ignore(root, "one/", "two.py")


def scenario_nested_repository(root: Path) -> None:
    make(root, "a_gen.py", "vendor/lib/a_gen.py", "vendor/lib/b.py", "vendor/lib/build/c.py", "vendor/c.py")
    ignore(root, "*_gen.py")
    ignore(root / "vendor/lib", "b.py")
    git(root / "vendor/lib", "init", "-q")
    git(root / "vendor/lib", "commit", "-q", "--allow-empty", "-m", "git adds no repository without a commit")


def scenario_star_and_one_folder(root: Path) -> None:
    make(root, "a/x.py", "a/b/y.py", "a/b/keep.py", "a/c/z.py", "d/x.py", "e/f/g.py", "e/f/h.py")
    ignore(root, "*", "!a/", "!x.py", "!keep.py", "!/e", "!/e/**", "e/f/h.py")


def scenario_two_stars(root: Path) -> None:
    make(root, "a/b/c.py", "a/b/d/e.py", "a/f.py", "g/a/b/c.py", "h/i/j/k.py", "h/k.py", "m/n/o.py")
    ignore(root, "a/**", "!a/b/", "!a/b/c.py", "**/j", "h/**/k.py", "!/h/k.py", "m/*/", "!m/n/o.py")


def scenario_crlf_and_bom(root: Path) -> None:
    make(root, "a.py", "b.py", "c.py")
    (root / ".gitignore").write_bytes(b"\xef\xbb\xbfa.py\nb.py\n")


SCENARIOS = [value for name, value in sorted(globals().items()) if name.startswith("scenario_")]


@needs_git
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("tracked", [False, True], ids=["untracked", "tracked"])
def test_git_and_the_walk_agree(tree, scenario, tracked):
    git(tree, "init", "-q")
    scenario(tree)
    if tracked:
        git(tree, "add", "-A")
        git(tree, "commit", "-q", "-m", "all")
    folders = [".", *sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_dir())]
    for folder in folders:
        if ".git" not in Path(folder).parts:
            assert under(folder) == under(folder, use_git=False), folder


@needs_git
@pytest.mark.parametrize("seed", range(40))
def test_git_and_the_walk_agree_on_random_trees(tree, seed):
    chance = random.Random(seed)
    parts = ["a", "b", "ab", "*", "**", "a*", "?", "[ab]", "*.py", "a.py", "b.py", "c.d", "a.pyi", "*b*"]

    def pattern() -> str:
        path = "/".join(chance.choice(parts) for _ in range(chance.randint(1, 3)))
        return chance.choice(["", "", "!"]) + chance.choice(["", "", "/"]) + path + chance.choice(["", "", "/"])

    git(tree, "init", "-q")
    folders = [tree]
    for _ in range(8):
        folders.append(chance.choice(folders) / chance.choice(["a", "b", "ab", "c.d"]))
    for folder in folders:
        make(folder, *chance.sample(["a.py", "b.py", "ab.pyi", "c.d.py"], 2))
        if folder == tree or chance.random() < 0.25:
            ignore(folder, *(pattern() for _ in range(chance.randint(1, 6))))
    for name in {str(folder.relative_to(tree)) for folder in folders[:4]}:
        assert under(name) == under(name, use_git=False)


def test_a_pattern_that_makes_no_sense_matches_nothing(tree):
    make(tree, "a.py", "b.py")
    ignore(tree, "a.py", "!", "//", "***/")
    assert under() == ["b.py"]


@needs_git
def test_git_is_asked_and_what_it_says(tree):
    git(tree, "init", "-q")
    scenario_nested_and_negated(tree)
    assert under() == ["keep_gen.py", "sub/x_gen.py"]


def test_ignore_files_count_without_git_too(tree):
    scenario_nested_and_negated(tree)
    assert under() == ["keep_gen.py", "sub/x_gen.py"]


@needs_git
def test_rules_above_the_named_folder_count(tree):
    git(tree, "init", "-q")
    make(tree, "sub/a.py", "sub/b.py")
    ignore(tree, "/sub/a.py")
    for use_git in (True, False):
        assert under("sub", use_git=use_git) == ["sub/b.py"]


@needs_git
def test_a_named_folder_is_taken_even_if_ignored(tree):
    git(tree, "init", "-q")
    make(tree, "gen/a.py", "gen/b.py", "gen/sub/c.py")
    ignore(tree, "gen/")
    ignore(tree / "gen", "b.py")
    for use_git in (True, False):
        assert under("gen", use_git=use_git) == ["gen/a.py", "gen/sub/c.py"]
        assert under("gen/sub", use_git=use_git) == ["gen/sub/c.py"]
        assert under(".", use_git=use_git) == []


@needs_git
def test_a_file_deleted_in_the_work_tree_is_not_listed(tree):
    git(tree, "init", "-q")
    make(tree, "a.py", "b.py")
    git(tree, "add", "-A")
    (tree / "a.py").unlink()
    assert under() == ["b.py"]


@needs_git
def test_a_tracked_file_is_listed_though_a_pattern_matches(tree):
    git(tree, "init", "-q")
    make(tree, "a.py")
    ignore(tree, "*.py")
    git(tree, "add", "-f", "a.py")
    assert under() == ["a.py"]


@needs_git
def test_submodules_are_looked_into(tree):
    inner = tree.parent / "inner"
    inner.mkdir()
    make(inner, "m.py", "skip.py")
    ignore(inner, "skip.py")
    git(inner, "init", "-q")
    git(inner, "add", "-A")
    git(inner, "commit", "-q", "-m", "m")
    git(tree, "init", "-q")
    git(tree, "submodule", "add", "-q", str(inner), "sub")
    make(tree, "sub/skip.py", "a.py")
    assert under() == ["a.py", "sub/m.py"]
    git(tree, "submodule", "deinit", "-f", "sub")
    assert under() == ["a.py"]


@needs_git
def test_what_a_hook_sets_does_not_mislead(tree, monkeypatch):
    git(tree, "init", "-q")
    make(tree, "a.py", "ignored.py")
    ignore(tree, "ignored.py")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    entries = files._git_entries(str(tree))
    assert entries is not None
    assert ("file", "a.py") in entries


@needs_git
def test_no_program_of_the_repository_is_run(tree):
    git(tree, "init", "-q")
    make(tree, "a.py")
    hook = tree / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch '{tree}/ran'\n")
    hook.chmod(0o755)
    git(tree, "config", "core.fsmonitor", str(hook))
    assert under() == ["a.py"]
    assert not (tree / "ran").exists()


def test_without_git_installed(tree, monkeypatch):
    make(tree, "a.py", "b.py")
    (tree / ".git").mkdir()
    ignore(tree, "b.py")
    monkeypatch.setenv("PATH", "")
    assert under() == ["a.py"]


@pytest.mark.parametrize("use_git", [True, False])
def test_excludes_of_the_user(tree, use_git):
    make(tree, "a.py", "sub/a.py", "sub/b.py", "old/x/c.py", "old/keep.py")
    git(tree, "init", "-q")

    def listed(*patterns, base="."):
        return under(excludes=Excludes(patterns, base), use_git=use_git)

    assert listed("a.py") == ["old/keep.py", "old/x/c.py", "sub/b.py"]
    assert listed("/a.py", "old/*", "!old/keep.py") == ["old/keep.py", "sub/a.py", "sub/b.py"]
    assert listed("sub/") == ["a.py", "old/keep.py", "old/x/c.py"]
    assert listed("/b.py", base="sub") == ["a.py", "old/keep.py", "old/x/c.py", "sub/a.py"]


# -- bytes


@pytest.mark.parametrize("size", [0, 1, files._CHUNK - 1, files._CHUNK, files._CHUNK + 1, 3_000_000])
def test_read_is_whole(tmp_path, size):
    data = os.urandom(size)
    (tmp_path / "f").write_bytes(data)
    assert read(str(tmp_path / "f")) == data


# -- settings


def test_settings_are_the_nearest_that_mention_the_tool(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.rundata-migrate]\n")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.black]\n")
    (inner / "pyproject.toml").mkdir()
    outer = (str(tmp_path / "pyproject.toml"), b"[tool.rundata-migrate]\n")
    known = SettingsFiles()
    assert known.nearest(str(inner)) == known.nearest(str(tmp_path / "a")) == outer
    (tmp_path / "a" / "rundata-migrate.toml").write_text("")
    (inner / "rundata-migrate.toml").write_text("quiet = true\n")
    (inner / ".rundata-migrate.toml").write_text("")
    assert known.nearest(str(inner)) == outer  # looked at once
    assert SettingsFiles().nearest(str(inner)) == (str(inner / ".rundata-migrate.toml"), b"")
    assert SettingsFiles().nearest(str(tmp_path / "a")) == (str(tmp_path / "a" / "rundata-migrate.toml"), b"")


def test_excludes_cover_what_is_below_them(tmp_path):
    excludes = Excludes(["old/", "/sub/*.py", "!sub/keep.py"], str(tmp_path))
    covered = ["old/a.py", "x/old/y/a.py", "sub/a.py"]
    free = ["old", "x/sub/a.py", "sub/keep.py", "a.py", "older/a.py"]
    assert all(excludes.covers(str(tmp_path / name)) for name in covered)
    assert not any(excludes.covers(str(tmp_path / name)) for name in free)
    assert not Excludes().covers(str(tmp_path / "a.py"))


@pytest.mark.parametrize("use_git", [True, False])
def test_excludes_may_differ_from_folder_to_folder(tree, use_git):
    make(tree, "a.py", "sub/a.py", "sub/b.py", "sub/in/a.py", "sub/in/b.py", "out/a.py")
    git(tree, "init", "-q")

    asked = []

    class ByFolder:
        def at(self, folder: str) -> Excludes:
            asked.append(folder)
            return Excludes(["b.py"], "sub") if folder.endswith("sub") else Excludes(["out/", "/a.py"], folder)

    assert under(excludes=ByFolder(), use_git=use_git) == ["sub/a.py", "sub/in/b.py"]
    assert sorted(asked) == [str(tree), str(tree / "sub"), str(tree / "sub" / "in")]
