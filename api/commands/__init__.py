"""The commands of `fanout`, one noun a file; `api.cli` puts them together."""
