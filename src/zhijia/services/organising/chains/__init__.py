"""连锁企业和行业工会联合会: one employer with many stores, many employers under one federation (services §A6)."""
