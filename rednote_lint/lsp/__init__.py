"""The language server: diagnostics, quick fixes and hovers of posts and rule packs for editors."""
