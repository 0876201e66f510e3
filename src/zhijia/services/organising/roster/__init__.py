"""名册体检: what is doubtful in the register, found every night, each number with its list."""
