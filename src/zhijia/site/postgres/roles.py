"""The database roles of the product. Their names stand in policies, so they are the same in every installation."""

OWNER = "zhijia_owner"
APP = "zhijia_app"
BATCH = "zhijia_batch"
BOX = "zhijia_box"
"""Puts ballots into the box and can do nothing else."""
LOGIN_ROLES = (OWNER, APP, BATCH, BOX)
DATABASE = "zhijia"
