"""Spreadsheets training takes: what is on offer in a campaign."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access
from skillmark.foundation.imports.kinds import About, Field, Kind
from skillmark.foundation.roles import Actor
from skillmark.learning import actions


def of_campaigns(actor: Actor) -> list[tuple[UUID, str]]:
    may = access.may_ever(actor, "campaigns.campaign.read") and access.may(actor, "learning.catalogue.import")
    return [(one.pk, one.title) for one in campaigns.campaigns(actor)] if may else []


def of_campaign(actor: Actor, campaign_id: UUID) -> str:
    access.require(actor, "learning.catalogue.import")
    return campaigns.campaign(actor, campaign_id).title


TRAINING = Kind(
    name="training",
    title=_("Training on offer"),
    explanation=_(
        "A row for each thing a module teaches; several rows with one name are one module. It takes the place of what "
        "is on offer now. The easiest way: download what is on offer, change it, bring it back."
    ),
    permission="learning.catalogue.import",
    about=About(_("For which campaign?"), of_campaigns, of_campaign, "learning:catalogue"),
    fields=(
        Field(
            "module_id",
            _("Module"),
            "Pumps 1",
            ("module id", "course", "course title", "class", "curso"),
            required=True,
            longest=120,
        ),
        Field(
            "competency_id",
            _("Competency it raises"),
            "2.A.1.a",
            ("competency", "competency id", "teaches", "competencia", "enseña"),
            required=True,
            longest=120,
        ),
        Field(
            "from_level", _("From level"), "0", ("from", "level before", "desde el nivel"), required=True, longest=20
        ),
        Field("to_level", _("To level"), "2", ("to", "level after", "hasta el nivel"), required=True, longest=20),
        Field("hours", _("Hours"), "12.5", ("contact hours", "clock hours", "horas"), required=True, longest=20),
        Field(
            "cost",
            _("Cost, in the campaign’s currency"),
            "450",
            ("price", "fee", "tuition", "costo", "precio"),
            required=True,
            longest=20,
        ),
        Field("weeks", _("Weeks"), "2", ("weeks long", "duration in weeks", "semanas"), required=True, longest=20),
        Field(
            "prerequisites",
            _("Modules that come first, with ; between them"),
            "",
            ("requires", "requisitos"),
            longest=2000,
        ),
    ),
    steps=(actions.store_catalogue,),
    depends=actions.catalogue_dependencies,
    undo=actions.undo_catalogue,
)
KINDS = (TRAINING,)
