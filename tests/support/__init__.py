"""What the tests share.

Projects to change, built sites to read, servers, browsers, processes to watch.
"""
