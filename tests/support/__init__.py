"""What the tests share: projects to change, built sites to read, servers, browsers, processes to watch."""
