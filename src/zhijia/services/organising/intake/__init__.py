"""Bringing in rosters of members: read, mapped, checked in columns, judged and entered in sets, piece by piece."""
