"""The spec of the model that made some profiles, as far as it is here."""

from emoprofile.config import ModelSpec, load_model_spec, load_run_config
from emoprofile.errors import ConfigError, EmoprofileError


def find_profile_spec(model: str, config: str | None) -> ModelSpec | None:
    """The spec of a configuration, or of a model's name; None if there is none of that name.

    Raises:
        ConfigError: If the configuration is one of another model.
    """
    if config is None:
        try:
            return load_model_spec(model)
        except EmoprofileError:
            return None
    spec = load_model_spec(load_run_config(config).model)
    if spec.name != model:
        raise ConfigError([f"--config {config}: its model is {spec.name!r}; the profiles were made by {model!r}"])
    return spec
