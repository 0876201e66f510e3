"""What `./run bench` measures. Figures and machine go into docs/performance.md.

`measures/` holds one file for each subject; `suites.py` lists them. A measure yields `Figure`s: what is measured, the
limit it is held to, and what the clock showed. Limits are those of the reference machine at rest: every time is divided
by how much slower than there a fixed loop ran, timed in between (`pace.py`). So a busy machine is no excuse and no alarm.

`--scale city` measures on a database of its own (`city/`): 100,000 enterprises, 200,000 cases, 3,000,000 events.
"""
