"""The draft editor: a text as a sheet of clauses, edits of it as operations that nobody's work is lost in."""
