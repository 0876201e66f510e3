"""工会法人登记: applied for, registered with a certificate for the term, changed, renewed, ended (services §A4)."""
