"""Build hook: configurations and models travel inside the wheel, from where `resources.py` finds them."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("configs/**/*.yaml", "models/*.yaml", "models/*/*")


class ResourcesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the files that belong, and no stray ones; an editable install finds them in the checkout instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a build."""
        if version == "editable":
            return
        root = Path(self.root)
        for pattern in CARRIED:
            for path in sorted(root.glob(pattern)):
                if path.is_file() and not path.name.startswith("."):
                    inside = path.relative_to(root).as_posix()
                    build_data["force_include"][str(path)] = f"emoprofile/{inside}"
