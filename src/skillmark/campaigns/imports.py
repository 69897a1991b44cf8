"""Spreadsheets campaigns take: people who applied, and what sources say about the market of a job."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from skillmark.campaigns import queries
from skillmark.campaigns.actions import applicants, leading, signals_file
from skillmark.foundation import access
from skillmark.foundation.imports.kinds import About, Field, Kind
from skillmark.foundation.roles import Actor


def campaigns(actor: Actor) -> list[tuple[UUID, str]]:
    """Those this reader leads."""
    found = queries.campaigns(actor) if access.may_ever(actor, "campaigns.campaign.read") else []
    return [(one.pk, one.title) for one in found if access.may(actor, "campaigns.campaign.lead", one)]


def campaign(actor: Actor, campaign_id: UUID) -> str:
    return leading.led(actor, campaign_id).title


APPLICANTS = Kind(
    name="applicants",
    title=_("People who applied"),
    explanation=_(
        "A row for each applicant; a name and a previous job are enough. What somebody would work for is seen by that "
        "person and the coach alone. The highest degree is not kept."
    ),
    permission="people.person.import",
    about=About(_("To which campaign did they apply?"), campaigns, campaign, "campaigns:members", _("To none yet")),
    fields=(
        Field(
            "applicant_id",
            _("Applicant number"),
            "A-17",
            ("applicant id", "candidate id", "id", "number", "número de solicitante", "número"),
            longest=100,
        ),
        Field("name", _("Name"), "Ana Ruiz", ("full name", "applicant", "candidate", "nombre"), required=True),
        Field(
            "prior_occupation",
            _("Previous job"),
            "Cook",
            ("prior occupation", "prior job", "last job", "occupation", "trabajo anterior", "último trabajo"),
            longest=300,
        ),
        Field(
            "email",
            _("E-mail address"),
            "ana.ruiz@example.org",
            ("email", "e-mail", "mail", "correo", "correo electrónico"),
            longest=254,
        ),
        Field("years", _("Years in that job"), "4", ("years", "years of experience", "años"), longest=20),
        Field(
            "minimum_hourly_wage",
            _("Least pay an hour"),
            "18.50",
            ("minimum hourly wage", "minimum wage", "salario mínimo por hora"),
            longest=20,
        ),
        Field(
            "commute_minutes",
            _("Longest way to work, in minutes"),
            "45",
            ("commute minutes", "commute", "minutos de viaje"),
            longest=10,
        ),
        Field(
            "available_from",
            _("Can start on"),
            "2026-03-31",
            ("available from", "available", "disponible desde"),
            is_day=True,
        ),
        Field(
            "self_ratings",
            _("What the person says of each competency"),
            "",
            ("self ratings", "self-ratings", "autoevaluación"),
            longest=20_000,
        ),
    ),
    needs=(("prior_occupation",),),
    steps=(applicants.store_applicants,),
    depends=applicants.applicant_dependencies,
    undo=applicants.undo_applicants,
)
SIGNALS = Kind(
    name="signals",
    title=_("Market signals"),
    explanation=_(
        "A row for what one source says about the market of one job, with its day and its source. It is never changed "
        "afterwards, only corrected; the file can be taken back whole."
    ),
    permission="campaigns.signal.note",
    fields=(
        Field(
            "occupation",
            _("Job"),
            "51-9041.00",
            ("occupation", "occupation code", "job code", "occupation_code", "ocupación", "trabajo", "puesto"),
            required=True,
        ),
        Field(
            "kind",
            _("What it speaks of"),
            _("demand"),
            ("kind", "type", "topic", "signal", "tipo", "tema"),
            required=True,
        ),
        Field(
            "says",
            _("What it says, in one sentence"),
            _("Advertised jobs fell"),
            ("says", "what it says", "text", "finding", "dice", "texto"),
            required=True,
            longest=300,
        ),
        Field("figure", _("Figure"), "-12.5", ("value", "number", "change", "cifra", "valor"), longest=40),
        Field("unit", _("Unit of the figure"), _("% in a year"), ("unit", "of what", "unidad"), longest=60),
        Field("region", _("Region"), "Ohio", ("state", "area", "región", "estado"), longest=120),
        Field(
            "said_on",
            _("Day it was said"),
            "2026-03-02",
            ("day", "date", "said on", "published on", "fecha", "día"),
            required=True,
            is_day=True,
        ),
        Field(
            "source_title",
            _("Source"),
            _("Labour office, first quarter"),
            ("source title", "who says it", "publication", "fuente"),
            required=True,
        ),
        Field(
            "source_link",
            _("Link to the source"),
            "https://labour.example/q1",
            ("link", "url", "address", "source link", "enlace"),
            longest=500,
        ),
        Field("source_page", _("Page of the source"), "14", ("page", "source page", "página"), longest=40),
    ),
    steps=(signals_file.store_signals,),
    depends=signals_file.signal_dependencies,
    undo=signals_file.undo_signals,
)
KINDS = (APPLICANTS, SIGNALS)
