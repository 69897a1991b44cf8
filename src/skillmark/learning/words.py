"""What training calls its choices on screens."""

from django.utils.translation import gettext_lazy as _

from skillmark.learning.models import Delivery

DELIVERIES = {
    Delivery.ONLINE: _("Online"),
    Delivery.HANDS_ON: _("Hands-on, in a class or workshop"),
    Delivery.ON_THE_JOB: _("On the job"),
}
