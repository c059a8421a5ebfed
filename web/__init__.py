"""What the browser gets: templates, scripts, styles, and the one module that speaks pyvis."""
