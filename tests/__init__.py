"""The tests: a package, since another package of this name is among the dependencies."""
