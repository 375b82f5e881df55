"""Finds what a notice leaves open, and asks for the answers that would complete it."""
