"""工会变更、合并、撤销: what happens to a union, with basis, meeting, approval, members and property (services §A5)."""
