"""Commands about rules: packs, single rules, their tests, their figures."""
