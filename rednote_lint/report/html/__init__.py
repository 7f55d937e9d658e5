"""`--format html`: one file for people who look rather than read; nothing in it is loaded from elsewhere."""
