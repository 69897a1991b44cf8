"""What the pages of people say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.people.access import coaches_whom_it_concerns, is_the_organisations, was_brought_by_another
from skillmark.ui.help import About, Words

PAGES = {
    "people:people": About(
        what=_("Everybody this workspace knows: people who work here, and people who applied."),
        example=_("Search for “Castell” to find Rosa Castell, a warehouse picker who applied at Tideway Pumps."),
        who=_("You find only people whose page you may open."),
    ),
    "people:ask_many": About(
        what=_("Asks many people at once for the same thing, each by a link of their own."),
        example=_("The organisation’s training agreement goes to the sixty people somebody coaches, for two weeks."),
        who=_("You reach nobody here whom you could not ask one by one."),
    ),
    "people:asked_many": About(
        what=_("Who is asked, and how; who is not, and why. Once it is sent: what became of each."),
        example=_("Forty get an e-mail, twelve a text message, five a slip, and three have signed already."),
        who=_("Only whoever asked sees this page."),
    ),
    "people:add_person": About(
        what=_("One person, added by hand. For many people, bring in a table instead."),
        example=_("Somebody calls Tideway Pumps about a job: a name and a phone number are enough."),
    ),
    "people:person": About(
        what=_("What this workspace holds on one person: addresses, jobs, and what the person says they can do."),
        who=_("Needs of a job, safe contact and age stand on other pages, for fewer people."),
    ),
    "people:record_employment": About(
        what=_("A job that somebody has or had. It tells what the person likely can do, until that is shown."),
        example=_("Warehouse picker for four years, before applying at Tideway Pumps."),
    ),
    "people:correct_employment": About(
        what=_("One job, put right. What was said before stays in the history and counts no more."),
        example=_("The first year was typed as 2002 and should be 2020."),
    ),
    "people:correct_rating": About(
        what=_("What you say you can do, put right. Nobody has checked it."),
        example=_("Reading assembly drawings: level 2 instead of 3, now that the description of the level is read."),
    ),
    "people:age": About(
        what=_(
            "Only so that the law for people under 18 is kept: a guardian agrees before records are made, and nothing "
            "is shown in public."
        ),
        who=_("Nobody who hires sees it."),
    ),
    "people:guardian": About(
        what=_("Whether a guardian agreed that records are made from the work of somebody under 18."),
        example=_("Eva Ruiz, mother, signed on paper on 3 March; the paper is kept in the office."),
    ),
    "people:withdraw_guardian": About(
        what=_("Notes that a guardian took the consent back. No more records are made from then on."),
    ),
    "people:ask_guardian": About(
        what=_("Asks the guardian to sign one of the organisation’s texts, by link or on a sheet."),
        example=_("“I agree that Tideway Pumps makes records of the work my son shows.”"),
    ),
    "people:texts": About(
        what=_(
            "Plans, promises, consents and agreements that people sign. Each version is kept as it is, and whoever "
            "signs gets a copy."
        ),
        example=_(
            "Tideway Pumps keeps two: the training agreement, and the consent to be asked again after the start."
        ),
    ),
    "people:add_text": About(
        what=_("A text that people will sign, kept byte for byte. To change it later, make a new version."),
        example=_("The training agreement of Tideway Pumps, as a PDF, in English."),
    ),
    "people:text": About(
        what=_("One version of a text, and who was asked to sign it."),
    ),
    "people:change_text": About(
        what=_("A new version of a text. Signatures under the version before stay with that one."),
        example=_("The course of Tideway Pumps grew from four weeks to five, so the agreement says five."),
    ),
    "people:withdraw_text": About(
        what=_("Takes a text out of use, so that nobody can sign it any more."),
    ),
    "people:ask_to_sign": About(
        what=_("Asks one person to sign this text, on a page, by link or on a printed sheet."),
        example=_("Ask Rosa Castell to sign the training agreement before the first day of the course."),
    ),
    "people:to_sign": About(
        what=_("What you are asked to sign, and what you signed already, with your copies."),
        who=_("You see your own alone."),
    ),
    "people:sign": About(
        what=_("One text, exactly as it is signed. Read it first; nothing happens until you sign."),
    ),
    "people:signing_sheet": About(
        what=_("A sheet to print and sign by hand, for somebody who does not sign on a screen."),
    ),
    "people:bring_sheet": About(
        what=_("Brings a signed sheet back as a photograph or a scan. A second person looks at it before it counts."),
        example=_("A photograph of the whole sheet, so sharp that the printed code can be read."),
    ),
    "people:check_sheet": About(
        what=_("A signed sheet that somebody brought. You say whether it is signed; only then does it count."),
        who=_("Of these, only those who may read the text."),
    ),
    "people:correct_person": About(
        what=_("Name and addresses of one person, put right."),
        example=_("“Castel” becomes “Castell”. A record signed before keeps the name it was signed with."),
    ),
    "people:ask_correction": About(
        what=_("Asks somebody here to put right what you cannot change yourself."),
        example=_("“I started on 4 May, not on 4 June.”"),
    ),
    "people:correction": About(
        what=_("What one person asks to have put right. You answer whether it was, and why."),
        example=_("“Put right: the agreement says 4 May, too.”"),
    ),
    "people:preference": About(
        what=_("What is asked here, so that no offer falls short of it."),
        example=_("At least 21 an hour, at most 30 minutes on the way, from 27 June on."),
        who=_("Nobody who hires sees it."),
    ),
    "people:messages": About(
        what=_("Every message to one person, by which way it went, and whether it arrived."),
    ),
    "people:safe_contact": About(
        what=_("How messages may come without harm. Nothing and nobody overrides it."),
        example=_("By e-mail only, between 9 and 12, and no text messages."),
        who=_("Nobody else sees it."),
    ),
    "people:sent_messages": About(
        what=_("Messages that went out because of what you did here, and whether each arrived."),
        who=_("You see your own alone."),
    ),
    "people:preview_messages": About(
        what=_("Every message that people can get from here, in each language, with made-up names."),
    ),
    "people:ask": About(
        what=_("A link that opens this one thing, once, without a password."),
        example=_("A customer of Tideway Pumps, who has no account here, marks one attempt by phone."),
        who=_(
            "Of these, only those whose role lets them ask this. "
            "The name of whoever is asked stands beside what is done."
        ),
    ),
    "people:asked": About(
        what=_("The links that you gave to people without an account, and what became of each."),
        who=_("You see your own alone."),
    ),
    "people:slips": About(
        what=_("Your open links on paper, one slip for each person, to print and hand over."),
        who=_("You see your own alone."),
    ),
    "people:end_asked": About(
        what=_("Ends a link that you gave. It opens nothing from then on."),
        who=_("Of these, only those whose role lets them ask the same thing."),
    ),
    "people:find_merge": About(
        what=_("Looks for the second record of somebody who is here twice."),
        example=_("Rosa Castell applied at Tideway Pumps; later the employee file brought “R. Castell”."),
    ),
    "people:merge": About(
        what=_("Two records of one person, side by side, before they become one."),
    ),
    "people:undo_merge": About(
        what=_("Makes two records again of what was merged by mistake."),
    ),
    "people:erase_person": About(
        what=_("Removes everything on one person from this workspace, for good."),
    ),
    "people:roles": About(
        what=_("Who may act as what here, and until when."),
        example=_("At Tideway Pumps somebody from line 2 marks attempts until the end of the year."),
    ),
    "people:grant_role": About(
        what=_("Gives one person a role here. Nobody gives a role to themselves."),
        example=_("Tideway Pumps gives its evaluator the role for one year, so that it ends by itself."),
    ),
    "people:end_role": About(
        what=_("Takes a role away at once. What was done in it stays."),
    ),
    "people:profile": About(
        what=_("How this organisation is shown, and the time zone and currency its pages use."),
    ),
    "people:change_profile": About(
        what=_("Changes how this organisation is shown on pages and in messages."),
        example=_("Name in public: “Tideway Pumps”. A colour too pale to be read on is refused."),
    ),
    "people:sign_ons": About(
        what=_("Providers through which people come in with the log-in they have at work."),
    ),
    "people:add_sign_on": About(
        what=_("Connects the log-in of your organisation, so that people need no password here."),
        example=_("Tideway Pumps lets in people it knows whose e-mail address ends in tideway.example."),
    ),
    "people:end_sign_on": About(
        what=_("Closes the way in through one provider. The accounts of people stay."),
    ),
    "people:tablets": About(
        what=_("The devices here that several people use with a PIN."),
        example=_("“Tablet of line 2” at Tideway Pumps, for the day shift."),
    ),
    "people:make_tablet": About(
        what=_("Turns the device you hold into one that several people use with a PIN."),
        example=_("Call it after its place, such as “Tablet of line 2”."),
    ),
    "people:end_tablet": About(
        what=_("Ends a shared tablet. It shows no names from then on, and nobody comes in at it."),
    ),
    "people:pin": About(
        what=_("Six digits that only you know. At a tablet nobody signs, votes or changes anything of yours with it."),
        who=_("Nobody sees the PIN. Your first name and initial stand on the list of the tablet."),
    ),
    "people:own": About(
        what=_("Where you are known, what was written to you, and how you log in."),
        who=_("An organisation does not see that another one knows you."),
    ),
    "people:accept_invitation": About(
        what=_("An organisation has your e-mail address. You decide whether your log-in opens its pages about you."),
    ),
    "people:end_link": About(
        what=_("You leave an organisation: its pages no longer open for you."),
    ),
}

WORDS = {
    is_the_organisations: Words(only=_("only texts that are about nobody in particular")),
    coaches_whom_it_concerns: Words(only=_("only texts about those")),
    was_brought_by_another: Words(only=_("not what they brought themselves")),
}
