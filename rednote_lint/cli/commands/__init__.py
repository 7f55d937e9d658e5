"""The commands beside `check` and `fix`, one module each; `app` names them."""
