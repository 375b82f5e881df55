"""The console verbs of Aviso; no logic."""
