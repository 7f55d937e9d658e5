"""Texts: their views with exact offsets, words and contacts in them, lines and topics; knows no rules."""
