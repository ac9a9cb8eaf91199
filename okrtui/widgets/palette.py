"""okrtui's own themes. Widgets name no colour: they speak in tones, and a theme gives tones their colours."""

from textual.theme import Theme

DARK = Theme(
    name="okrtui-dark",
    dark=True,
    primary="#4a78d6",
    secondary="#c45bd6",
    accent="#35b5b0",
    success="#3fbf5f",
    warning="#e0a821",
    error="#e5484d",
    foreground="#d6d9de",
    background="#14171b",
    surface="#1b1f25",
    panel="#222730",
)
LIGHT = Theme(
    name="okrtui-light",
    dark=False,
    primary="#1f6fc4",
    secondary="#a020b8",
    accent="#007f7a",
    success="#12823a",
    warning="#a86400",
    error="#c8202a",
    foreground="#22262c",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#e6e6e2",
    variables={"text-disabled": "auto 46%"},
)
CONTRAST = Theme(
    name="okrtui-contrast",
    dark=True,
    primary="#3f9cff",
    secondary="#ff6bff",
    accent="#00e5e5",
    success="#00e040",
    warning="#ffd000",
    error="#ff4040",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    variables={"text-muted": "auto 85%", "text-disabled": "auto 65%"},
)

THEMES = (DARK, LIGHT, CONTRAST)
"""Register each with `App.register_theme`; the first is the default."""
