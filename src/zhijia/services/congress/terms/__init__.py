"""届期和代表: the term of a congress, its election units, delegates, delegations and committees (B2)."""
