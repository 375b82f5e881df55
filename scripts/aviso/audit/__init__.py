"""Looks at what was really written: the built HTML of a site, the site in a browser, and the site on the web."""
