"""Measured values that `measure` rules compare."""
