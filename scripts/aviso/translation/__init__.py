"""What of a notice stands in each language, what was confirmed, and what has changed since."""
