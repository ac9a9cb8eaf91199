"""Looks back: the month and the quarter of a unit, cycle over cycle, a person's review pack."""

from okrtui.screens.looking_back.compare import CompareScreen
from okrtui.screens.looking_back.month import MonthScreen
from okrtui.screens.looking_back.pack import PackScreen
from okrtui.screens.looking_back.quarter import QuarterScreen

__all__ = ["CompareScreen", "MonthScreen", "PackScreen", "QuarterScreen"]
