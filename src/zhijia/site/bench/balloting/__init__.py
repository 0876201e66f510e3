"""Votes of 2,000 electors over HTTP, in a home folder, a server and a city of their own that nobody finds afterwards."""
