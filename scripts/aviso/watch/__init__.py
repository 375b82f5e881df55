"""The companies' privacy policies: what they say now against what they said when they were last reviewed."""
