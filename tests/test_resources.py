"""Finding configurations and models."""

from pathlib import Path

import pytest

from emoprofile.config import load_run_config
from emoprofile.errors import ConfigError, UnknownNameError
from emoprofile.provenance import fingerprint, hash_code, hash_file, list_versions
from emoprofile.registry import Registry
from emoprofile.resources import find, list_available


def test_shipped_configurations_and_models_are_found_by_name() -> None:
    assert {"default", "by-length", "full"} <= set(list_available("configs"))
    assert "minilm-news" in list_available("models")
    assert "goemotions" in list_available("configs/training")
    assert find("models", "minilm-news").name == "spec.yaml"


def test_recipes_are_not_listed_as_configurations() -> None:
    assert "goemotions" not in list_available("configs")


@pytest.mark.parametrize("name", sorted(list_available("configs")))
def test_every_shipped_configuration_loads_and_says_what_it_is_for(name: str) -> None:
    assert load_run_config(name).description


def test_the_working_directory_is_never_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "default.yaml").write_text("model: hijacked\n")
    (tmp_path / "mine.yaml").write_text("model: hijacked\n")
    monkeypatch.chdir(tmp_path)
    assert load_run_config("default").model == "minilm-news"
    with pytest.raises(UnknownNameError, match="unknown configuration 'mine'"):
        find("configs", "mine")
    assert find("configs", "mine.yaml") == tmp_path / "mine.yaml"


def test_a_folder_with_a_spec_is_a_path_to_a_model(tiny_model: Path) -> None:
    assert find("models", f"{tiny_model}/") == tiny_model / "spec.yaml"


def test_a_registry_imports_its_own_and_the_users_functions_and_lists_the_rest() -> None:
    registry: Registry[object] = Registry("method", {"mean": "emoprofile.aggregate.methods:mean"})
    assert registry.names == ("mean",)
    assert callable(registry.get("mean"))
    assert registry.get("math:sqrt")(9) == 3  # type: ignore[operator]
    with pytest.raises(
        UnknownNameError, match="unknown method 'median'. Did you mean 'mean'. Known: mean. A 'module:function'"
    ):
        registry.get("median")
    with pytest.raises(ConfigError, match="cannot be imported .*'nowhere'"):
        registry.get("nowhere:function")


def test_a_fingerprint_depends_on_content_and_not_on_key_order() -> None:
    assert fingerprint({"a": 1, "b": [2.5, None]}) == fingerprint({"b": [2.5, None], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
    assert fingerprint({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_hashes_and_versions_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert hash_file(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(hash_code()) == 64
    pytest.importorskip("torch")
    assert list_versions()["torch"].startswith("2.")
