"""Turns the published sites and the libraries' facts into what a web server needs: headers, redirects, logs, well-known files."""
