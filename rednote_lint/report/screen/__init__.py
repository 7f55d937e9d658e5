"""The report on a screen: the short form, the long one, and what both are made of."""
