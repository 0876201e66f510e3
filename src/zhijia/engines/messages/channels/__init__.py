"""The ways by which a message leaves the product, behind one interface."""
