"""What workers do on their phones: read, rate, ask; and the answers of their union."""
