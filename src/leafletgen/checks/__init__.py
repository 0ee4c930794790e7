"""Checks: what can go wrong in a translation, one small file a check, and the command that runs them."""
