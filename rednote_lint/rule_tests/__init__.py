"""The tests that rules carry, and the proofs generated from them."""
