"""Data only: vocabulary, things, claims, notes, shapes and checks, edited by people."""
