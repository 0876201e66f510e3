"""联席会议: urgent matters between sessions, confirmed at the next one (WC-031, WC-032)."""
