"""Regular expressions of packs: the gate, and prefilters that skip them."""
