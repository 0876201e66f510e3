"""The kinds of acts that building a demonstration city records."""

from zhijia.trail.kinds import declare_event

CITY_BUILT = declare_event("demo.city_built", "建成演示城市")
