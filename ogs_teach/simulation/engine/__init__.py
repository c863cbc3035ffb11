"""Thousands of futures in compiled code; to the satang as `scalar.OneFuture` has them."""

from ogs_teach.simulation.engine.run import Run, simulate

__all__ = ["Run", "simulate"]
