"""What is done with the rows of the sheets of organising."""

from zhijia.engines.imports.handling import Handling, offer_import_page, register_handling
from zhijia.services.organising.imports import enterprises, staff, targets, unions
from zhijia.services.organising.imports.columns import ENTERPRISES, STAFF, TARGETS, UNIONS

for kind, room, page in (
    (UNIONS, unions, "organising:union"),
    (ENTERPRISES, enterprises, "organising:enterprise"),
    (STAFF, staff, ""),
    (TARGETS, targets, ""),
):
    register_handling(Handling(kind, room.judge, room.apply, room.undo, room.identities, page))
offer_import_page("organising:imports")
