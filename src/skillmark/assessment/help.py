"""What the pages of attempts say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.assessment.access import handed_it_in, may_know_whose_it_is, opened_it
from skillmark.ui.help import About, Words

WORDS = {
    opened_it: Words(only=_("only where they started the attempt")),
    may_know_whose_it_is: Words(only=_("not where names are hidden, unless they started the attempt")),
    handed_it_in: Words(only=_("only of what they handed in")),
}

PAGES = {
    "assessment:attempts": About(
        what=_("Who tried which task, and what waits to be marked."),
        example=_("Rosa Castell fits a pump seal at Tideway Pumps: one assessor has marked it, the second is awaited."),
        who=_("You find only attempts that you may open."),
    ),
    "assessment:start": About(
        what=_("Lets one person try one task, at work or in a simulation."),
        example=_("Rosa Castell aligns a pump and a motor, in the workshop of Tideway Pumps."),
    ),
    "assessment:tasks": About(
        what=_("The tasks people are asked to show, what passing one proves, and how results are checked."),
    ),
    "assessment:set_task": About(
        what=_("Chooses a task of the standard that people show from now on."),
        example=_("“Fit a pump seal and test it” proves two competencies of Tideway Pumps."),
    ),
    "assessment:correct_task": About(
        what=_("Says otherwise how a task is shown, as long as nobody has tried it."),
        example=_("At Tideway Pumps the seal is fitted on the practice stand: a simulation, one hour, alone."),
    ),
    "assessment:set_pool": About(
        what=_("Tasks that show the same, from which the program draws for each person."),
        example=_("Three pump seals of different make at Tideway Pumps: each person is given one of them."),
    ),
    "assessment:set_policy": About(
        what=_("How many people look at a result, in which ways, for how long it counts, and who may not be both."),
        example=_("Two assessors, one from another line of Tideway Pumps, within six months."),
    ),
    "assessment:attempt": About(
        what=_("One attempt: the task, the evidence, and the marks once all of them are in."),
        who=_("Where a union or works council bargains, whoever leads the person sees what was passed, and no marks."),
    ),
    "assessment:score": About(
        what=_("Your marks for what you saw. You do not see what the other assessor gave."),
        example=_("The seal sat straight and was torqued in the right order: the mark whose words say so."),
    ),
    "assessment:next_time": About(
        what=_("Whoever did not pass is told what to show next time. Before that the task is not tried again."),
        example=_("“Turn the shaft by hand before the cover goes on, and say what you feel.”"),
    ),
    "assessment:settle": About(
        what=_("Two assessors differ by more than the limit. A third person decides, and says why."),
        example=_("“The photograph shows the gap before the last turn; the video shows it closed.”"),
    ),
    "assessment:evidence": About(
        what=_("Adds what shows how the work was done: an observation in words, or a file."),
        example=_("“Checked the shaft twice, then fitted the seal without a tool touching its face.”"),
    ),
    "assessment:others": About(
        what=_("Who else is to be seen or heard on a file you handed in, and what each of them said."),
        example=_("Owen Pratt holds the pump while Rosa Castell fits the seal: he is asked, and agrees."),
    ),
    "assessment:ask_accommodation": About(
        what=_("Asks for what lets somebody show what she can do: more time, a quiet place, a tool that fits."),
        example=_("“I read slowly. A quarter of an hour more for the drawing, please.” Rosa Castell, Tideway Pumps."),
    ),
    "assessment:answer_accommodation": About(
        what=_("Says whether what somebody needs for an attempt is arranged, and how."),
        example=_("“Yes: the small workshop at Tideway Pumps, with the radio off.”"),
    ),
    "assessment:withdraw_accommodation": About(
        what=_("Takes back something you asked for."),
    ),
    "assessment:claims": About(
        what=_("What people say they learned before, and whether it is tried."),
        example=_("Rosa Castell fitted pump seals for three years before she came to Tideway Pumps."),
    ),
    "assessment:begin_claim": About(
        what=_("Begins a claim: whose learning it is, and which standard it is held against."),
        example=_("Rosa Castell, “Pump assembler” of Tideway Pumps."),
    ),
    "assessment:make_claim": About(
        what=_("Says what was done before, where and when, and what of the standard can be shown now."),
        example=_("“Fitted and tested seals in a repair shop in Portland, 2016 to 2019.”"),
    ),
    "assessment:claim": About(
        what=_("One claim: what was done, the evidence, the answer, and the attempts that came of it."),
    ),
    "assessment:claim_evidence": About(
        what=_("Adds to a claim what shows it. Accepted, it is copied to each attempt."),
        example=_("A reference from the repair shop, or what its owner saw, in words."),
    ),
    "assessment:answer_claim": About(
        what=_("Has a claim tried by tasks of the standard, or says why not."),
        example=_("“Yes: show the seal and the alignment on Friday, like everybody at Tideway Pumps.”"),
    ),
    "assessment:withdraw_claim": About(
        what=_("Takes back a claim that nobody has answered."),
    ),
    "assessment:own_claims": About(
        what=_("What you say you learned before, how each claim stands, and the answer."),
        who=_("Who else reads a claim is said on its own page."),
    ),
    "assessment:agreements": About(
        what=_("For each task, whether those who marked the same attempts saw the same."),
    ),
    "assessment:agreement": About(
        what=_("How far assessors agree on one task, by criterion and by assessor, and the marks beneath."),
        example=_("Two assessors of Tideway Pumps agree on “tools”, and hardly on “safety”: its words need work."),
    ),
    "assessment:quality": About(
        what=_("Attempts that were settled are looked at again, by somebody who sees neither marks nor names."),
        who=_("Attempts you are to mark again stay out of your sight elsewhere until your marks are in."),
    ),
    "assessment:set_sampling": About(
        what=_("How much is looked at again, and what comes more readily than the rest."),
        example=_("Every assessor of Tideway Pumps, one candidate in five; new assessors three times as readily."),
    ),
    "assessment:draw_sample": About(
        what=_("Draws which attempts are looked at again, by a seed that nobody chooses."),
        example=_("What was settled at Tideway Pumps from January to March, for Hana Sato, until 14 April."),
    ),
    "assessment:sample": About(
        what=_("A sample as it was drawn, what was marked again in it, and what was found."),
    ),
    "assessment:mark_again": About(
        what=_("Your marks for an attempt, from what was seen and handed in alone."),
        example=_("The photograph shows the seal straight: the mark whose words say so, whoever gave what before."),
        who=_("Of these, only the assurer the sample was drawn for."),
    ),
    "assessment:marked_again": About(
        what=_("An attempt’s result beside what somebody gave who had seen none of it."),
    ),
    "assessment:raise_finding": About(
        what=_("Says what looking again showed, of one attempt or of all."),
        example=_("“Both assessors of attempt 3 passed over the missing guard.”"),
    ),
    "assessment:finding": About(
        what=_("A finding, what is done about it by whom, and what it came to."),
    ),
    "assessment:ask_action": About(
        what=_("Asks somebody to do something about a finding, until a day."),
        example=_("Ida Berg goes through the rubric with both assessors of Tideway Pumps, by Friday."),
    ),
    "assessment:close_finding": About(
        what=_("Says what a finding came to. Whoever took or marked the attempt cannot."),
        example=_("“The video shows the guard in place; only the photograph does not.”"),
    ),
    "assessment:note_done": About(
        what=_("Something you are asked to do after attempts were looked at again."),
    ),
    "assessment:qualified": About(
        what=_("Who is qualified to mark on each standard and to read records, until when, and by which rule."),
    ),
    "assessment:set_assessing_rule": About(
        what=_("What an assessor shows before she counts as qualified on this standard."),
        example=_(
            "Three attempts at Tideway Pumps: seven marks of ten are the agreed ones, none further off than one level."
        ),
    ),
    "assessment:set_reading_rule": About(
        what=_("What somebody who hires shows before she counts as a trained reader of records."),
    ),
    "assessment:take_reference": About(
        what=_("Lets an attempt be a sample that assessors mark, with the marks it came to as the agreed ones."),
    ),
    "assessment:write_reference": About(
        what=_("A made-up record told in words, and what of it is proven, for people who hire to practise on."),
        example=_("“She says she led the night shift at Tideway Pumps.” Agreed: the person says so."),
    ),
    "assessment:reference": About(
        what=_("One reference sample with its agreed marks, and a way to take it out of use."),
    ),
    "assessment:note_training": About(
        what=_("Notes that somebody was trained to mark or to read records."),
        example=_("Owen Pratt, marking attempts: two hours with the rubric of Tideway Pumps."),
    ),
    "assessment:own_qualification": About(
        what=_("On what you are qualified, until when, and what you can do to become so."),
    ),
    "assessment:calibrate": About(
        what=_("Samples for you to mark. Their marks are agreed, and you see none of them."),
        example=_("Three attempts at Tideway Pumps without a name, each marked by its rubric."),
        who=_("Of these, only for a rule that is about you."),
    ),
    "assessment:calibrated": About(
        what=_("How near your marks came to the agreed ones."),
        who=_("Of these, only you see your own."),
    ),
    "assessment:cut_panels": About(
        what=_("Where pass marks come from: panels of people who know the work, and what they expect."),
    ),
    "assessment:open_cut_panel": About(
        what=_("Asks people who know the work to set the pass mark of one task, each by herself."),
        example=_("Ida Berg, Owen Pratt and Rosa Castell, for fitting a pump seal at Tideway Pumps."),
    ),
    "assessment:cut_panel": About(
        what=_(
            "The record of a panel: its rounds, what those on the border reached, and which group set the pass mark."
        ),
    ),
    "assessment:close_cut_panel": About(
        what=_("Gives the panel’s word on a pass mark, with the reason. A group then sets it, or does not."),
        example=_("“Round two came to 2.1 of 3; a guard that is missing is never good enough, so: to standard.”"),
    ),
    "assessment:estimate": About(
        what=_("What you expect, criterion by criterion, of somebody who is just good enough."),
        example=_("Somebody just good enough at Tideway Pumps checks the shaft once, and every time."),
        who=_("Of these, only whoever was asked."),
    ),
    "assessment:own": About(
        what=_("Every task you tried, and how each was checked."),
        who=_("Who else sees an attempt is said on its own page."),
    ),
}
