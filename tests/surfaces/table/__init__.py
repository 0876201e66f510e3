"""Every named URL of the product, room by room. A URL that is not here fails the build."""

from tests.surfaces.surface import Surface
from tests.surfaces.table.bargaining import BARGAINING
from tests.surfaces.table.congress import CONGRESS
from tests.surfaces.table.contacts import CONTACTS
from tests.surfaces.table.entrance import ENTRANCE
from tests.surfaces.table.faces import FACES
from tests.surfaces.table.openness import OPENNESS
from tests.surfaces.table.organising import ORGANISING
from tests.surfaces.table.partner import PARTNER
from tests.surfaces.table.plans import PLANS
from tests.surfaces.table.statistics import STATISTICS
from tests.surfaces.table.supervision import SUPERVISION

SURFACES: dict[str, Surface] = {
    surface.name: surface
    for room in (
        BARGAINING,
        CONGRESS,
        CONTACTS,
        ENTRANCE,
        FACES,
        OPENNESS,
        ORGANISING,
        PARTNER,
        PLANS,
        STATISTICS,
        SUPERVISION,
    )
    for surface in room
}
