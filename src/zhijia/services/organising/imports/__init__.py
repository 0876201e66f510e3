"""Bringing a real city in by sheets: read, judge row by row, apply in pieces that survive a kill, undo."""
