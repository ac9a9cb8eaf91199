"""What came of a cycle in numbers: of units and their objectives, never of people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrtui.okr.kinds import Disposition
from okrtui.okr.score import Band, met
from okrtui.workspace.completion import ObjectiveCompletion


class Tally(NamedTuple):
    """Counts of objectives, and of key results that have weight."""

    objectives: int
    met: int
    """Objectives that kept their promise: committed at 1.0, aspirational from 0.70 on."""
    closed_short: int
    """Those that are scored and did not."""
    key_results: int
    bands: Mapping[Band, int]
    """Agreed scores by band."""
    unscored: int
    """Key results on whose score nobody has agreed."""
    dispositions: Mapping[Disposition, int]
    """What becomes of key results."""


def tally(objectives: Iterable[ObjectiveCompletion]) -> Tally:
    """Count what came of some objectives."""
    found = list(objectives)
    final = [each for each in found if each.score.is_final and each.score.agreed is not None]
    kept = sum(each.score.agreed is not None and met(each.kind, each.score.agreed) for each in final)
    weighted = [each.scores for objective in found for each in objective.key_results if each.is_weighted]
    bands = Counter(each.agreed.band for each in weighted if each.agreed is not None)
    dispositions = Counter(each.disposition for each in weighted if each.disposition is not None)
    return Tally(
        len(found),
        kept,
        len(final) - kept,
        len(weighted),
        {band: bands[band] for band in Band},
        len(weighted) - bands.total(),
        {disposition: dispositions[disposition] for disposition in Disposition},
    )
