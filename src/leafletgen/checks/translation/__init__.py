"""The translation checks: each file holds one check, named by its id with “_” for “.” and “-”."""
