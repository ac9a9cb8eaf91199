"""The settings: one typed tree. Imported only where there is a settings file: nobody else waits for pydantic."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from okrtui.okr.alerts import Sort

Look = Literal["dark", "light", "contrast"]


class Settings(BaseModel):
    """What a person has set for themselves, on this machine. Every field has a default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    look: Look = "dark"
    """The colours of the screen."""

    muted: tuple[Sort, ...] = ()
    """What one is not told of: `at_risk`, `target`, `blocker`, `share`, `comment`, `recognition`."""

    keys: dict[str, str] = Field(default_factory=dict)
    """Other keys, by the id of what they do: `"app.undo" = "ctrl+z"`; several with commas between."""
