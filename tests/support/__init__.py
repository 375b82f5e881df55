"""Helpers that tests share: projects to change, built sites, servers, browsers and processes."""
