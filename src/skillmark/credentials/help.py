"""What the pages of records say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.help import About

PAGES = {
    "credentials:records": About(
        what=_("Signed records of what people have shown. Each can be checked by anybody who is given it."),
        example=_("Rosa Castell: pump seals, signed by Tideway Pumps."),
        who=_("You find only records that you may open."),
    ),
    "credentials:achievements": About(
        what=_("What people can earn a signed record for, and what each one asks."),
    ),
    "credentials:define": About(
        what=_("Names something that people can earn, on one standard."),
        example=_("“Fits and tests pump seals”, on the standard of Tideway Pumps, renewed after 24 months."),
    ),
    "credentials:retire": About(
        what=_("Ends the awarding of something, and says what follows it. Records that were signed go on counting."),
        example=_("“Fits pump seals” is followed by “Overhauls pumps”."),
    ),
    "credentials:award": About(
        what=_("Signs a record for what one person has shown. It is refused where a check is missing."),
        example=_("Rosa Castell passed the seal task before two assessors; Tideway Pumps signs."),
    ),
    "credentials:outside": About(
        what=_("Records that other issuers signed and somebody brought here, and the issuers whose records count."),
        example=_("A welding record of a college, brought by an applicant of Tideway Pumps."),
    ),
    "credentials:bring": About(
        what=_("Brings records from elsewhere as files. Each is checked and kept as it came."),
        example=_("The file that a college sent to Nils Farkas, unchanged."),
    ),
    "credentials:outside_record": About(
        what=_("One record from elsewhere: who signed it, whether it is genuine, and what it speaks of."),
    ),
    "credentials:accept_issuer": About(
        what=_("Lets every genuine record of one issuer count here."),
    ),
    "credentials:whose": About(
        what=_("Says which person here a record from elsewhere is about."),
        example=_("The record names “N. Farkas”; it is Nils Farkas, who applied at Tideway Pumps."),
    ),
    "credentials:record": About(
        what=_("One signed record: what was shown, with which marks, and how it was checked."),
    ),
    "credentials:renew": About(
        what=_("Signs a newer record that takes the place of one that ends. It is refused where something is missing."),
        example=_("Rosa Castell showed the seal task again in March; her record of two years ago is replaced."),
    ),
    "credentials:revoke": About(
        what=_("Withdraws a signed record. Whoever checks it from then on is told so."),
        example=_("“One of the two assessors was not in the room.”"),
    ),
    "credentials:own": About(
        what=_("Your signed records, from every organisation that signed one for you."),
        who=_("Whoever signed a record for you sees it too; whom else you give it to is yours to decide."),
    ),
    "credentials:own_record": About(
        what=_("One record of yours. Download it to keep it or to give it to somebody."),
    ),
    "credentials:own_offer": About(
        what=_("Puts a record of yours into the wallet on your phone, as it was signed."),
    ),
    "credentials:own_proof": About(
        what=_("Somebody who looks at a record asks whether it is you who holds it. You answer once, within minutes."),
        example=_("Rosa Castell stands at the hotel’s desk, scans the code and confirms her pump record."),
    ),
    "credentials:own_sharing": About(
        what=_("Opens records that you choose to whoever has an address, for some days. You can end it at any time."),
        example=_("Rosa Castell shows her pump record to a hotel that asked for it, for 30 days."),
    ),
    "credentials:own_shares": About(
        what=_("What you have shared, until when, and how often somebody looked."),
        who=_("Nobody else sees this list: no employer, no coach, not whoever runs this site for you."),
    ),
    "credentials:own_share": About(
        what=_("One share: its address, what it shows, and when somebody looked."),
        who=_("Nobody else sees who you share with or when somebody looked."),
    ),
    "credentials:own_share_paper": About(
        what=_("The address as a code on one page, to print and hand over."),
    ),
    "credentials:own_share_send": About(
        what=_("Sends the address to one person, in fixed words that give your name and what it opens."),
        example=_("“Rosa Castell shows you her signed records”, to the hotel’s e-mail address."),
    ),
    "credentials:own_share_end": About(
        what=_("Ends a share at once. Whoever opens the address from then on is told that it was withdrawn."),
    ),
}
