"""Paths to inputs: nothing is lost, nothing is taken twice, and no loop catches us."""

import os
from pathlib import Path

import pytest

from emoprofile.read import find_inputs


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def relative(root: Path, paths: tuple[str, ...]) -> list[str]:
    return [str(Path(path).relative_to(root)) for path in paths]


def test_folders_are_searched_to_the_bottom_in_order_and_nothing_is_lost(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a.md", "e.html", "f.csv.gz", "sub/c.TXT", "sub/deep/d.jsonl", "photo.jpg", ".hidden.txt")
    tree(tmp_path, ".git/x.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    found = find_inputs([str(tmp_path), str(tmp_path / "b.txt"), f"{tmp_path}/./sub/../b.txt"])
    assert relative(tmp_path, found.inputs) == ["a.md", "b.txt", "e.html", "f.csv.gz", "sub/c.TXT", "sub/deep/d.jsonl"]
    assert sorted(relative(tmp_path, found.skipped)) == [".git", ".hidden.txt", "photo.jpg", "sub/up"]
    assert found.failures == ()


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "x/b.txt", "x/y/c.txt"]),
        ("x/**/?.txt", ["x/b.txt", "x/y/c.txt"]),
        ("*/*.txt", ["x/b.txt"]),
        ("[ab].*", ["a.txt"]),
        ("x/y/*", ["x/y/c.txt"]),
        (".h/*.txt", [".h/d.txt"]),
    ],
)
def test_a_quoted_pattern_stands_for_the_files_that_it_matches(
    tmp_path: Path, pattern: str, expected: list[str]
) -> None:
    tree(tmp_path, "a.txt", "x/b.txt", "x/y/c.txt", ".h/d.txt", "x/.e.txt", "b.jpg")
    (tmp_path / "x" / "loop").symlink_to(tmp_path)
    assert relative(tmp_path, find_inputs([str(tmp_path / pattern)]).inputs) == expected


def test_a_file_whose_name_is_a_pattern_is_that_file(tmp_path: Path) -> None:
    tree(tmp_path, "what?.txt", "whats.txt")
    assert find_inputs([str(tmp_path / "what?.txt")]).inputs == (str(tmp_path / "what?.txt"),)


def test_what_leads_to_nothing_is_a_failure(tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("", "*.txt", "no/*.txt")]
    folder, pattern, lost = find_inputs(paths).failures
    assert folder.message.startswith("the folder holds no article; articles are .md, .story, .txt, ")
    assert pattern.message.startswith("the pattern matches no article")
    assert lost.id == paths[2]


def test_a_folder_as_deep_as_paths_go_is_searched_to_the_bottom(tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(1200):  # more than Python recurses
        deepest /= "d"
        deepest.mkdir()
    (deepest / "a.txt").write_text("x")
    try:
        assert find_inputs([str(tmp_path)]).inputs == (str(deepest / "a.txt"),)
    finally:  # pytest's own clean-up recurses
        (deepest / "a.txt").unlink()
        os.removedirs(deepest)
