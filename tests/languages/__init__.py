"""Languages beyond the project's own, added as anybody would add them."""
