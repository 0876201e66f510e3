"""代表选举: electing, by-electing and recalling delegates in their unit (WC-006 … WC-010)."""
