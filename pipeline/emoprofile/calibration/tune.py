"""Labelled data and a configuration -> its model's spec, tuned on them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from emoprofile.calibration.nested import Tuned, tune
from emoprofile.config import DEFAULT, Fitted, load_model_spec, load_run_config
from emoprofile.errors import ConfigError
from emoprofile.labelled import LabelledDataset, read_labelled
from emoprofile.score import Scorer

TEST = "test"


def tune_config(
    data: str | Path | LabelledDataset,
    config: str | Path = DEFAULT,
    *,
    split: str | None = None,
    overrides: Sequence[str] = (),
) -> Tuned:
    """Fit calibration, thresholds, group rules and valence of a configuration's model on labelled sentences.

    Args:
        data: The data, or where they are.
        config: The configuration whose model is tuned.
        split: The part of the data to tune on; all of them if not given. Never test.
        overrides: `key.path=value` items for the configuration.

    Raises:
        ConfigError: If the data to tune on are, or hold, a part that is called test.
        InvalidValueError: If the labels are not those of the model, or are too few.
    """
    run = load_run_config(config, overrides)
    whole = data if isinstance(data, LabelledDataset) else read_labelled(data)
    chosen = whole.split(split) if split else whole
    if TEST in chosen.splits:
        others = ", ".join(name for name in whole.splits if name != TEST) or "other data"
        raise ConfigError(
            [f"split: {whole.name} would be tuned on its test part, which must stay unseen to judge by. Take: {others}"]
        )
    spec = load_model_spec(run.model)
    origin = Fitted(data=chosen.name, split=split or ", ".join(chosen.splits), date=f"{date.today():%Y-%m}")
    raw = Scorer(spec, run.score).raw_logits(chosen.texts)
    named = spec.model_copy(update={"name": f"{spec.name}-tuned", "shipped": False})
    return tune(named, raw, chosen.given, chosen.vocabulary.labels, chosen.units, None, origin)
