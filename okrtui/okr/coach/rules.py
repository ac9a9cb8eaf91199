"""Every rule of the coach, by the kind of object that it looks at."""

from collections.abc import Mapping

from okrtui.okr.coach import on_cycles, on_key_results, on_objectives, on_strategy, on_units
from okrtui.okr.coach.rule import Rule

RULES: tuple[Rule, ...] = (
    *on_strategy.RULES,
    *on_units.RULES,
    *on_objectives.RULES,
    *on_key_results.RULES,
    *on_cycles.RULES,
)

BY_KIND: Mapping[str, tuple[Rule, ...]] = {
    kind: tuple(rule for rule in RULES if rule.kind == kind) for kind in dict.fromkeys(rule.kind for rule in RULES)
}

IDS = tuple(dict.fromkeys(rule.id for rule in RULES))
"""The stable ids."""
