"""组织活力: whether a union lives, by five dated facts; and the register of its funds (services §A5, §A9)."""
