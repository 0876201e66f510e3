"""How the tests of every floor get a database and a browser: one pytest plugin, named in pyproject.toml."""
