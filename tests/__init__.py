"""Tests of the real thing, whole."""
