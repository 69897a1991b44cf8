"""What governance calls things on the screen."""

from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Constituency, Filling
from skillmark.ui.tables import Text

CONSTITUENCIES: dict[str, Text] = {
    Constituency.HR: _("Human resources"),
    Constituency.OPERATIONS: _("Operations"),
    Constituency.FRONTLINE: _("People who do the work"),
    Constituency.EXTERNAL: _("Outside partner"),
    Constituency.ALUMNI: _("Former participants"),
}
FILLINGS: dict[str, Text] = {
    Filling.APPOINTMENT: _("Appointed"),
    Filling.ELECTION: _("Elected"),
    Filling.UNION_NOMINATION: _("Named by the union or works council"),
}
