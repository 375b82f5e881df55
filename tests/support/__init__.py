"""What the tests share.

These are projects to change, built sites to read, servers, browsers, processes to watch.
"""
