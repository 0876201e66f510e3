"""Rosters of members: judged, entered and taken back in sets of rows, inside the scope of whoever brings them."""
