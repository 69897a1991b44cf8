"""What an outside system can be told of, in plain words: every event that the contexts announce."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.tables import Text

EVENTS: dict[str, Text] = {
    "standards.framework.published": _("A standard was published"),
    "standards.framework.retired": _("A standard is no longer used"),
    "assessment.sitting.opened": _("An attempt was opened"),
    "assessment.sitting.marked": _("An attempt was scored"),
    "assessment.finding.raised": _("Looking again at attempts showed something"),
    "assessment.finding.closed": _("A finding about attempts was closed"),
    "credentials.record.issued": _("A record was signed"),
    "credentials.record.revoked": _("A signed record was withdrawn"),
    "credentials.record.renewed": _("A signed record was renewed"),
    "credentials.delegation.given": _("Somebody was given leave to sign records"),
    "credentials.delegation.ended": _("Somebody’s leave to sign records ended"),
    "credentials.endorsement.given": _("Another organisation endorsed what can be earned"),
    "credentials.endorsement.withdrawn": _("Another organisation withdrew its endorsement"),
    "credentials.partner.agreed": _("Another organisation certifies records with you from now on"),
    "credentials.issuer.accepted": _("Records of another issuer count from now on"),
    "governance.proposed": _("A question was put to a group"),
    "governance.decided": _("A group decided"),
    "governance.signed": _("A side signed what a group decided"),
    "governance.review.concluded": _("A review was concluded"),
    "governance.appeal.filed": _("Somebody asked for a second decision"),
    "governance.appeal_decided": _("A second decision was taken"),
    "governance.consultation.opened": _("A draft was opened to public comment"),
    "governance.consultation.concluded": _("Responses to public comments were published"),
    "feedback.change.published": _("A change that people had asked for was published"),
    "people.linked": _("Somebody joined this workspace with her log-in"),
    "people.unlinked": _("Somebody left this workspace with her log-in"),
    "people.text.signed": _("A text was signed"),
    "foundation.signing_key.compromised": _("A signing key was in other hands"),
}
