"""Formats that are tables: one line for each post and each finding, or a row of a calendar."""
