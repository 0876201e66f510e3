"""Bringing records in by sheets: read, judge row by row, apply in pieces that survive a kill, undo."""
