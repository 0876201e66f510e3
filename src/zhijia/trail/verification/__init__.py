"""`verify`: the whole log computed again and compared with what was sealed, signed and printed."""
