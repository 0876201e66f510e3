"""What a delegate does in a session herself, on her phone: reads, says what she thinks, checks in by the code of the hall."""
