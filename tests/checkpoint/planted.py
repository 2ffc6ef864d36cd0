"""Faults to plant in the tiny model: what would be scored wrong in silence, and how it ends instead."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from tests.conftest import TINY_MAX_TOKENS

from emoprofile.config import ModelSpec, load_model_spec
from emoprofile.labels import GOEMOTIONS

INPUTS = ["input_ids", "token_type_ids", "attention_mask"]
Plant = Callable[[Path], object]


def spec_in(folder: Path, **changes: object) -> ModelSpec:
    spec = load_model_spec(folder / "spec.yaml")
    return spec.model_copy(update=changes)


def edited(name: str, change: Callable[[dict[str, Any]], object]) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / name
        settings = json.loads(path.read_text())
        change(settings)
        path.write_text(json.dumps(settings))

    return plant


def labelled(*names: str) -> Plant:
    columns = {"id2label": dict(enumerate(names)), "label2id": {name: i for i, name in enumerate(names)}}
    return edited("config.json", lambda settings: settings.update(columns))


def reweighted(change: Callable[[dict[str, Any]], object], name: str = "model.safetensors") -> Plant:
    def plant(folder: Path) -> None:
        from safetensors.torch import load_file, save_file

        weights = load_file(folder / "model.safetensors")
        change(weights)
        save_file(weights, folder / name, metadata={"format": "pt"})

    return plant


def without(prefix: str) -> Plant:
    def plant(folder: Path) -> None:
        for path in folder.glob(f"{prefix}*"):
            path.unlink()

    return plant


def cut_short(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def pickled(folder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def other_tokenizer(folder: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_tokens([f"word{i}" for i in range(200)])
    tokenizer.save_pretrained(folder)


def respecified(text: str, replacement: str) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / "spec.yaml"
        content = path.read_text()
        assert text in content
        path.write_text(content.replace(text, replacement))

    return plant


def broken(weights: dict[str, Any]) -> None:
    weights["classifier.bias"][0] = float("nan")


def headless(weights: dict[str, Any]) -> None:
    for name in [name for name in weights if name.startswith("classifier")]:
        del weights[name]


def together(*plants: Plant) -> Plant:
    def plant(folder: Path) -> None:
        for each in plants:
            each(folder)

    return plant


def configured(**changes: object) -> Plant:
    return edited("config.json", lambda settings: settings.update(changes))


def tokenizing(**changes: object) -> Plant:
    return edited("tokenizer_config.json", lambda settings: settings.update(changes))


def set_number(name: str, number: float) -> Plant:
    def change(weights: dict[str, Any]) -> None:
        weights[name].view(-1)[0] = number

    return reweighted(change)


def added(*names: str) -> Plant:
    """Tensors that the file holds beside those of the classifier."""

    def change(weights: dict[str, Any]) -> None:
        import torch

        weights.update({name: torch.ones(2, 2) for name in names})

    return reweighted(change)


def retyped(weights: dict[str, Any]) -> None:
    name = "bert.encoder.layer.0.output.dense.weight"
    weights[name] = weights[name].char()


def stored_twice(weights: dict[str, Any]) -> None:
    name = "bert.encoder.layer.0.output.LayerNorm."
    weights[f"{name}gamma"] = weights[f"{name}weight"] * 2


def silenced(weights: dict[str, Any]) -> None:
    weights["classifier.weight"].zero_()


def positioned(*order: int) -> Plant:
    def change(weights: dict[str, Any]) -> None:
        import torch

        weights["bert.embeddings.position_ids"] = torch.tensor([order])

    return reweighted(change)


def garbled(settings: dict[str, Any]) -> None:
    """Every word and letter gives way to one that nobody writes; special tokens stay."""
    model = settings["model"]
    model["vocab"] = {
        token if token.startswith("[") else f"qx{number}": number for token, number in model["vocab"].items()
    }


def swap_words(first: str, second: str) -> Plant:
    def change(settings: dict[str, Any]) -> None:
        vocabulary = settings["model"]["vocab"]
        vocabulary[first], vocabulary[second] = vocabulary[second], vocabulary[first]

    return edited("tokenizer.json", change)


def around(before: str, after: str) -> Plant:
    def change(settings: dict[str, Any]) -> None:
        processor, vocabulary = settings["post_processor"], settings["model"]["vocab"]
        for place, token in ((0, before), (-1, after)):
            processor["single"][place]["SpecialToken"]["id"] = token
            processor["special_tokens"][token] = {"id": token, "ids": [vocabulary[token]], "tokens": [token]}

    return edited("tokenizer.json", change)


def typed_one(settings: dict[str, Any]) -> None:
    for part in settings["post_processor"]["single"]:
        next(iter(part.values()))["type_id"] = 1


def doubled_number(settings: dict[str, Any]) -> None:
    settings["model"]["vocab"]["love"] = settings["model"]["vocab"]["fear"]


def swallowing(settings: dict[str, Any]) -> None:
    settings["added_tokens"].append(
        {**settings["added_tokens"][0], "content": "not", "id": settings["model"]["vocab"]["not"]}
    )


def misread_by_old_words(folder: Path) -> None:
    """A vocabulary of another order beside tokenizer.json."""
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    (folder / "vocab.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.__getitem__, reverse=True)) + "\n")


def doubled_key(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(path.read_text().replace('"model_type"', '"hidden_act": "relu",\n  "model_type"', 1))


def one_label(folder: Path) -> None:
    """One column, called joy, under a softmax."""

    def keep_one(weights: dict[str, Any]) -> None:
        for name in ("classifier.weight", "classifier.bias"):
            weights[name] = weights[name][:1].clone()

    reweighted(keep_one)(folder)
    labelled("joy")(folder)
    configured(problem_type=None)(folder)
    spec: dict[str, object] = {
        "name": "tiny",
        "source": {"folder": "."},
        "vocabulary": "goemotions",
        "labels": {"joy": "joy"},
    }
    spec |= {"activation": "softmax", "max_tokens": TINY_MAX_TOKENS}
    (folder / "spec.yaml").write_text(yaml.safe_dump(spec))


def split_weights(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-00001-of-00002.safetensors")
    (folder / "model.safetensors.index.json").write_text("{}")


def adapted(folder: Path) -> None:
    (folder / "adapter_config.json").write_text('{"peft_type": "LORA"}')
    (folder / "adapter_model.safetensors").write_bytes(b"")


NAMES = list(GOEMOTIONS.labels)
REFUSED: dict[str, tuple[Plant, str]] = {
    "labels without names": (labelled(*(f"LABEL_{i}" for i in range(28))), "unknown: 'LABEL_0'.*under `labels`"),
    "one label too few": (labelled(*NAMES[:-1]), "missing: 'neutral'; unknown: none; repeated: none; 27 in all"),
    "one label too many": (labelled(*NAMES, "boredom"), "unknown: 'boredom'"),
    "a label twice": (labelled("joy", *NAMES[1:]), "id2label gives 'joy' to several columns"),
    "a newline in a label": (labelled("admiration\n", *NAMES[1:]), r"unknown: 'admiration\\n'"),
    "a label of another language": (labelled("Bewunderung", *NAMES[1:]), "unknown: 'Bewunderung'"),
    "id2label against label2id": (
        edited("config.json", lambda s: s["label2id"].update(joy=18, love=17)), "disagree about joy, love"),
    "softmax on a multi-label model": (
        respecified("activation: sigmoid", "activation: softmax"), "which means sigmoid, but the spec says softmax"),
    "sigmoid on a single-label model": (
        edited("config.json", lambda s: s.update(problem_type="single_label_classification")), "which means softmax"),
    "a regression head": (edited("config.json", lambda s: s.update(problem_type="regression")), "regression"),
    "more tokens than positions": (
        respecified(f"max_tokens: {TINY_MAX_TOKENS}", "max_tokens: 512"), f"positions for {TINY_MAX_TOKENS} tokens"),
    "no config": (without("config.json"), "holds no config.json"),
    "a config that is not JSON": (lambda f: (f / "config.json").write_text("{"), "config.json is not valid"),
    "a config that is a list": (lambda f: (f / "config.json").write_text("[]"), "a list, not an object"),
    "no tokenizer": (without("tokenizer"), "holds no tokenizer.json"),
    "the tokenizer of another model": (other_tokenizer, "belongs to another model"),
    "no padding token": (edited("tokenizer_config.json", lambda s: s.pop("pad_token")), "has no padding token"),
    "no weights": (without("model.safetensors"), "holds no model.safetensors"),
    "weights as a pickle": (pickled, "only as a pickle, which can run code.*--allow-pickle.*save_pretrained"),
    "other weights than fitted": (
        respecified("name: tiny", f"weights_sha256: {'f0' * 32}\nname: tiny"), "the spec was fitted for f0f0"),
    "an encoder without a classifier": (reweighted(headless), "the weights lack classifier.bias, classifier.weight;"),
    "weights that are not numbers": (reweighted(broken), "classifier.bias: not every number is finite"),
    "padding on the left": (
        tokenizing(padding_side="left"), "With padding on the right they agree: set padding_side to 'right'"),
    "no attention mask": (
        tokenizing(model_input_names=["input_ids", "token_type_ids"]), "does not give attention_mask"),
    "weights under another name": (
        together(reweighted(broken, "other.safetensors"), configured(transformers_weights="other.safetensors")),
        "transformers_weights: the weights would come from a file that is not hashed"),
    "fewer layers than the weights have": (
        configured(num_hidden_layers=1), "the file holds bert.encoder.layer.1.*and 13 more, which this architecture"),
    "more layers than the weights have": (configured(num_hidden_layers=3), "the weights lack bert.encoder.layer.2"),
    "an encoder of another family": (configured(model_type="roberta"), "positions for 31 tokens"),
    "padding of another number": (configured(pad_token_id=5), "pads with token 0 .* config.json says 5"),
    "a word as padding": (tokenizing(pad_token="the"), "pads with token 11 .* config.json says 0"),
    "a softmax over one label": (one_label, "a softmax over one label gives 1 for every text"),
    "-inf in a bias": (set_number("classifier.bias", float("-inf")), "classifier.bias: not every number is finite"),
    "inf in a norm": (
        set_number("bert.encoder.layer.1.output.LayerNorm.weight", float("inf")), "not every number is finite"),
    "nan for one word": (
        set_number("bert.embeddings.word_embeddings.weight", float("nan")), "word_embeddings.weight: not every"),
    "a head that says nothing": (reweighted(silenced), "three different texts get the same scores"),
    "a garbage vocabulary": (edited("tokenizer.json", garbled), "ordinary words are unknown to the tokenizer"),
    "capitals that the vocabulary lacks": (
        edited("tokenizer.json", lambda s: s.update(normalizer=None)), "unknown to the tokenizer, such as 'The'"),
    "two words of one number": (edited("tokenizer.json", doubled_number), "gives one number to several tokens"),
    "a word as added token": (edited("tokenizer.json", swallowing), "the ordinary word 'not' is an added token"),
    "a vocabulary beside it in another order": (misread_by_old_words, "the vocabulary file has"),
    "nothing around a text": (
        edited("tokenizer.json", lambda s: s.update(post_processor=None)), "without a special token before and after"),
    "the tokens around a text swapped": (around("[SEP]", "[CLS]"), r"puts \[SEP\] before and \[CLS\] after"),
    "padding before a text": (around("[PAD]", "[SEP]"), r"puts \[PAD\] before"),
    "one token for two purposes": (tokenizing(sep_token="[CLS]"), "has one token for cls_token and sep_token"),
    "another beginning in config.json": (configured(bos_token_id=9), "config.json says 9 .bos_token_id"),
    "token types of a second text": (
        together(edited("tokenizer.json", typed_one), tokenizing(model_input_names=INPUTS)), "should all be 0"),
    "several tokenizers": (tokenizing(fast_tokenizer_files=["tokenizer.9.json"]), "chooses one of several tokenizers"),
    "a tokenizer with code of its own": (
        tokenizing(auto_map={"AutoTokenizer": ["own.T", None]}), "needs code of its own"),
    "one key twice in config.json": (doubled_key, "the key 'hidden_act' stands twice"),
    "columns that are left out": (
        configured(id2label={str(i + (i > 3)): name for i, name in enumerate(NAMES)}, label2id={}),
        "not for the columns 0 to 27"),
    "one name for two columns": (
        configured(id2label={str(i): name for i, name in enumerate(["joy", *NAMES[1:]])}, label2id={}),
        "gives 'joy' to several columns"),
    "a name in label2id alone": (
        edited("config.json", lambda s: s["label2id"].update(boredom=3)), "disagree about boredom"),
    "a decoder": (configured(is_decoder=True), "no word sees the words after it"),
    "a tagger of words": (configured(architectures=["BertForTokenClassification"]), "is not trained to classify"),
    "quantised by its settings": (configured(quantization_config={"bits": 4}), "error of quantised weights"),
    "whole numbers as weights": (reweighted(retyped), "is not floating point: the weights are quantised"),
    "one tensor under two names": (reweighted(stored_twice), "one tensor under two names"),
    "positions in another order": (positioned(*reversed(range(TINY_MAX_TOKENS))), "position_ids are not in order"),
    "two positions swapped": (
        positioned(0, 2, 1, *range(3, TINY_MAX_TOKENS)), "position_ids are not in order"),
    "a tensor of no known use": (added("bert.adapter.weight"), "the file holds bert.adapter.weight, which this"),
    "weights in several files": (split_weights, "several files, and no model.safetensors.*max_shard_size"),
    "an adapter beside the weights": (adapted, "does not apply adapters. Merge it into the weights"),
    "code of its own": (
        configured(auto_map={"AutoModel": "own.py"}), "auto_map: the model needs code of its own"),
}  # fmt: skip


UNLOADABLE: dict[str, tuple[Plant, str]] = {
    "truncated weights": (cut_short, "cannot be loaded"),
    "weights of another shape": (
        edited("config.json", lambda s: s.update(hidden_size=32)), "cannot be loaded"),
    "a family that nobody knows": (edited("config.json", lambda s: s.update(model_type="oracle")), "cannot be loaded"),
}  # fmt: skip


def reordered(folder: Path) -> None:
    import torch

    order = list(reversed(range(28)))

    def turn(weights: dict[str, Any]) -> None:
        for name in ("classifier.weight", "classifier.bias"):
            weights[name] = weights[name][torch.tensor(order)].contiguous()

    reweighted(turn)(folder)
    labelled(*(NAMES[i] for i in order))(folder)


def halved(folder: Path) -> None:
    reweighted(lambda weights: weights.update({name: tensor.half() for name, tensor in weights.items()}))(folder)
    edited("config.json", lambda settings: settings.update(dtype="float16"))(folder)


def named_in_the_spec(folder: Path) -> None:
    labelled(*(f"LABEL_{i}" for i in range(28)))(folder)
    lines = "".join(f"  LABEL_{i}: {name}\n" for i, name in enumerate(NAMES))
    respecified("name: tiny\n", f"name: tiny\nlabels:\n{lines}")(folder)


def renamed_as_of_old(weights: dict[str, Any]) -> None:
    for name in list(weights):
        old = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")
        weights[old] = weights.pop(name)


def spoiled(weights: dict[str, Any]) -> None:
    for tensor in weights.values():
        tensor.mul_(2)


def remembering(settings: dict[str, Any]) -> None:
    settings["truncation"] = {"direction": "Left", "max_length": 4, "strategy": "LongestFirst", "stride": 0}
    settings["padding"] = {
        "strategy": {"Fixed": 30}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 5, "pad_type_id": 0,
        "pad_token": "i",
    }  # fmt: skip


SET_RIGHT: dict[str, tuple[Plant, str, str]] = {
    "labels in another order": (reordered, "labels", "fine"),
    "labels in other case": (labelled(*(name.title() for name in NAMES)), "labels", "repaired"),
    "labels without names, named in the spec": (named_in_the_spec, "labels", "fine"),
    "no problem type": (edited("config.json", lambda s: s.pop("problem_type")), "activation", "repaired"),
    "a tokenizer without a length": (
        edited("tokenizer_config.json", lambda s: s.update(model_max_length=int(1e30))), "length", "repaired"),
    "other weights beside them": (reweighted(spoiled, "weights.safetensors"), "weights", "fine"),
    "an index beside one file": (
        lambda f: (f / "model.safetensors.index.json").write_text("{}"), "weights", "fine"),
    "a pickle beside them": (lambda f: (f / "pytorch_model.bin").write_bytes(b"harm"), "weights", "fine"),
    "names of old": (reweighted(renamed_as_of_old), "classifier", "fine"),
    "positions in order": (positioned(*range(TINY_MAX_TOKENS)), "classifier", "fine"),
    "heads of pre-training": (
        added("cls.predictions.transform.dense.weight", "cls.seq_relationship.weight"), "classifier", "fine"),
    "a tokenizer that remembers how it cut and padded": (edited("tokenizer.json", remembering), "batches", "fine"),
    "cutting on the left": (tokenizing(truncation_side="left"), "batches", "fine"),
    "weights in half precision": (halved, "precision", "fine"),
}  # fmt: skip
