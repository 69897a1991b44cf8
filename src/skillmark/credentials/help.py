"""What the pages of records say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.credentials.access import is_within_her_leave
from skillmark.ui.help import About, Words

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
    "credentials:define_stack": About(
        what=_("Publishes a certificate that is signed by itself for whoever holds the records it asks for."),
        example=_("“Pump technician” for seals, alignment and one of three others, none older than a year."),
    ),
    "credentials:stack": About(
        what=_("What a certificate asks for, and what you yourself still lack."),
        who=_("Where you stand is shown to you alone on this page."),
    ),
    "credentials:stands": About(
        what=_("Lets a certificate stand although a record it rests on was withdrawn, and says why."),
        example=_("Rosa Castell showed the seal task again meanwhile before two other assessors."),
    ),
    "credentials:retire": About(
        what=_("Ends the awarding of something, and says what follows it. Records that were signed go on counting."),
        example=_("“Fits pump seals” is followed by “Overhauls pumps”."),
    ),
    "credentials:award": About(
        what=_("Signs a record for what one person has shown. It is refused where a check is missing."),
        example=_("Rosa Castell passed the seal task before two assessors; Tideway Pumps signs."),
    ),
    "credentials:award_many": About(
        what=_("Signs records for everybody who has shown the same work and passed. You look it over first."),
        example=_("After the seal course of Tideway Pumps, 34 of 41 people are ready."),
        who=_("You find only what you began yourself."),
    ),
    "credentials:awarding": About(
        what=_("Who is ready for a record and who is not; once it is started, what became of each."),
        who=_("You find only what you began yourself."),
    ),
    "credentials:signing": About(
        what=_("Records that you may sign because a talent lead lets you, and what is missing for the others."),
        example=_("A line manager of Tideway Pumps signs “pump seals” for her crew, until the end of the year."),
    ),
    "credentials:sign": About(
        what=_("Signs one record for one person. It is refused where a check is missing or you were not named for it."),
        example=_("Rosa Castell passed the seal task before two assessors; her line manager signs."),
        who=_("Of these, only whoever was let sign for this person."),
    ),
    "credentials:sign_again": About(
        what=_("Signs a newer record that takes the place of one that ends, for somebody you may sign for."),
        who=_("Of these, only whoever was let sign for this person."),
    ),
    "credentials:training": About(
        what=_("The rules of signing and a few questions on them. Whoever signs has answered them right herself."),
    ),
    "credentials:delegations": About(
        what=_("Who may sign besides talent leads: for whom, for what, until when, and whether the training is done."),
    ),
    "credentials:delegate": About(
        what=_("Lets one line manager or assessor sign some records, for some people, until a last day."),
        example=_("Sara Voss may sign “pump seals” for those who report to her, from March to December."),
    ),
    "credentials:end_delegation": About(
        what=_("Ends it at once that somebody may sign. What was signed stays."),
    ),
    "credentials:partners": About(
        what=_("Which organisations were asked to endorse or to certify, what they answered, and what they signed."),
        example=_("Harbor Board endorses “pump seals” of Tideway Pumps until the end of next year."),
        who=_("You find what you were asked yourself; all of it is for talent leads."),
    ),
    "credentials:ask_partner": About(
        what=_("Asks a person who acts for another organisation to endorse something, or to certify it with you."),
    ),
    "credentials:answer_partner": About(
        what=_("Answers for your organisation. What you sign here is signed with its own key."),
        example=_("“Accredited by the State Board, number 17”, with the address where that can be read."),
        who=_("Of these, only whoever was asked."),
    ),
    "credentials:end_partner": About(
        what=_("Takes back or declines what was asked, or ends certifying together. What was signed stays."),
    ),
    "credentials:withdraw_endorsement": About(
        what=_("Takes an endorsement back. It is told as withdrawn wherever it is checked."),
        who=_("Of these, only whoever gave it."),
    ),
    "credentials:bring_endorsement": About(
        what=_("Keeps an endorsement that another organisation signed elsewhere, once it was checked."),
    ),
    "credentials:put_away_endorsement": About(
        what=_("Shows an endorsement no more that was brought as a file. What it says stays as true as it was."),
        example=_("A board’s endorsement was brought for the wrong record."),
    ),
    "credentials:statements": About(
        what=_("Signed counts for customers and partners: how many of a job hold a current record."),
        example=_("41 of 60 technicians of Tideway Pumps hold a current record of “Fits pump seals”."),
    ),
    "credentials:publish_statement": About(
        what=_("Counts, signs and publishes such a statement. It is refused where it would tell of too few people."),
        example=_("A customer of Tideway Pumps asks how many of its technicians can fit seals."),
    ),
    "credentials:withdraw_statement": About(
        what=_("Withdraws a statement. Whoever checks it from then on is told so."),
        example=_("“The list of jobs was of last year.”"),
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
    "credentials:counts_for": About(
        what=_("Says for which competency here what another issuer signs counts, from when until when, and why."),
        example=_("The welding badge of a college counts for “Welds pipes” at level 3 from January on."),
    ),
    "credentials:rules": About(
        what=_("Every rule by which records of other issuers count for a competency here, also those that ended."),
    ),
    "credentials:bring_rules": About(
        what=_("Takes many such rules at once from a table."),
        example=_("A college and Tideway Pumps have compared forty courses with the standard."),
    ),
    "credentials:end_rule": About(
        what=_("Ends a rule. Levels that rested on it alone are checked no more from then on."),
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

WORDS = {is_within_her_leave: Words(only=_("only what a talent lead lets them sign"))}
