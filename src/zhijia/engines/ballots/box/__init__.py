"""The ballot box: a door of its own that knows no session, no person, no address and no time. No Django."""
