"""Thousands of futures at once, in NumPy; to the satang as `scalar.OneFuture` has them."""

from ogs_teach.simulation.engine.run import Run, simulate

__all__ = ["Run", "simulate"]
