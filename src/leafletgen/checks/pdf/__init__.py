"""Preflight: checks of a finished PDF, one small file a check; ids are permanent."""
