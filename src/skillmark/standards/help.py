"""What the pages of standards say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.standards.access import was_asked_about_it
from skillmark.ui.help import About, Words

PAGES = {
    "standards:frameworks": About(
        what=_("What each job here takes, in tasks that a person can show."),
        example=_("Tideway Pumps has one: pump assembly technician, version 1, published by its group."),
    ),
    "standards:choose": About(
        what=_("Finds the job and writes a first draft of its standard, from what people who do that work have said."),
        example=_("Look for “pump”, choose the job nearest to yours, and let a panel edit the draft line by line."),
    ),
    "standards:start_esco": About(
        what=_("Finds the job in ESCO, the European list, and proposes its skills for a draft; you decide on each."),
        example=_("Look for “pump”, choose the job nearest to yours, and give each skill that it needs a level."),
    ),
    "standards:start_described": About(
        what=_("Starts a draft from a description of the job: what it speaks of is proposed, each with its sentence."),
        example=_("“Mounts mechanical seals” in a posting of Tideway Pumps proposes TP-03."),
    ),
    "standards:start_blank": About(
        what=_("Starts a draft with nothing in it but the name of the job and what it is."),
        example=_("“Pump fitter: takes pumps apart on site and puts them back to work.”"),
    ),
    "standards:proposals": About(
        what=_("What is proposed for a draft. What you give a level becomes a line with your name; the rest waits."),
        example=_("“Reads drawings” gets level 4; “drives a lorry” is left out."),
    ),
    "standards:set_back": About(
        what=_("Sets a draft that a group agreed to back to work, where it is never signed or has a mistake in it."),
        example=_("The outside partner left before signing; the line she doubted is worded anew and voted on again."),
    ),
    "standards:own_framework": About(
        what=_("Drafts a standard from competencies that you have written yourselves."),
        example=_(
            "Tideway Pumps sends its eight competencies, TP-01 to TP-08, and a table of the level each job asks."
        ),
    ),
    "standards:load": About(
        what=_("Loads the public database of jobs that first drafts are written from."),
    ),
    "standards:framework": About(
        what=_("One version of a standard: its tasks, what each asks, and how good is good enough."),
    ),
    "standards:publish": About(
        what=_("Asks a group to put this version in force. Once it agrees, the version never changes."),
        example=_("Give the group of Tideway Pumps two weeks, and say what is new since the version before."),
    ),
    "standards:analysis": About(
        what=_("Asks people who do or supervise the work how much each line matters, and shows how far they agree."),
        example=_("Tideway Pumps asks two shift leads and four fitters; one line comes out below the cut."),
    ),
    "standards:rate": About(
        what=_("Your own answers on what the work takes. They are kept page by page; nobody but you reads them."),
    ),
    "standards:reasons": About(
        what=_("Why requirements stay that shut people out or that the panel put below the cut."),
        example=_("English: the lock-out signs and the test sheet are in English only, and a misread one kills."),
    ),
    "standards:revise": About(
        what=_("Copies the version in force into a draft that can be changed; nobody is measured by it yet."),
    ),
    "standards:retire": About(
        what=_("Stops the use of a standard, once a group has decided so. What was earned by it stays."),
        example=_("Tideway Pumps no longer builds gear pumps: nobody is measured by that standard from now on."),
    ),
    "standards:steps": About(
        what=_("The steps of a ladder that this standard counts for, what each takes, and who decides then."),
        example=_("Senior technician takes seals at level 5 and safe lifting at 4; the plant manager decides."),
    ),
    "standards:set_step": About(
        what=_("Says which competencies a step takes, at which level, and whether that is enough by itself."),
    ),
    "standards:lines": About(
        what=_("The lines of a version, with the name of whoever proposed or changed each."),
    ),
    "standards:line": About(
        what=_("Changes one requirement of a draft, or drops it. A published version is never changed."),
    ),
    "standards:add_line": About(
        what=_("Adds a requirement to a draft. Say what one can watch a person do."),
        example=_("TP-09: isolates a pump from its power and proves it dead before opening it."),
    ),
    "standards:tracing": About(
        what=_("Says of each line of a draft that names no task yet in which tasks one can see it."),
        example=_("“Lift and move safely” shows in the task that moves a casting with hoist and slings."),
    ),
    "standards:behaviours": About(
        what=_("Seven behaviours, each level described in what one can watch a person do, to be added as they stand."),
        example=_("“Communication” at level 2: tells what is open or dangerous only when asked for it."),
    ),
    "standards:work_task": About(
        what=_("Changes one task of a draft: what a person can do, how she shows it, and how it is marked."),
        example=_("“Result” asks for a leak test of ten minutes, and the pass mark stays “To standard”."),
    ),
    "standards:add_task": About(
        what=_("Adds a task to a draft, with a first sample task and first marks to work on."),
        example=_("T-09: can isolate a pump from its power to prevent injury."),
    ),
    "standards:consistent": About(
        what=_("Open jobs and pages that cite a replaced version, or ask for what nobody assesses, and what to do."),
        example=_("An open job asks to isolate a pump, and no task of Tideway Pumps shows it yet."),
    ),
    "standards:differences": About(
        what=_("What came, went or changed since the version before, and everybody who uses that one."),
    ),
    "standards:reading": About(
        what=_("Words of a standard that shut people out or are hard to read, and what its panel did not find needed."),
        example=_("“Five years of experience”: say what a person has to be able to do on the first day instead."),
    ),
    "standards:in_use": About(
        what=_(
            "Everything that uses this very version of a standard: "
            "what is earned on it, records, tasks, training, open jobs."
        ),
    ),
    "standards:validate": About(
        what=_("Says of each line in force whether it is right. Others read how many agree, never who said what."),
        example=_("A fitter says that the new pumps need no shim set; the group looks at it in its next review."),
    ),
    "standards:disputes": About(
        what=_("What people who see the work say is wrong with a line, waiting for an answer."),
    ),
    "standards:imported": About(
        what=_("Frameworks of skills that others publish, each edition as it was brought in."),
    ),
    "standards:bring_framework": About(
        what=_("Brings in a framework from a file: CASE, Rich Skill Descriptors, O*NET, ESCO, NICE or a table."),
        example=_("Download ESCO in English as CSV and bring the zip as it is; it takes less than a minute."),
    ),
    "standards:coming_framework": About(
        what=_("How far the file is, and, where it was not taken, each thing that is wrong with its place."),
    ),
    "standards:imported_framework": About(
        what=_("One framework from elsewhere: where it is from, its licence, and every statement, to be searched."),
    ),
    "standards:alignments": About(
        what=_("What was found of its statements beside those of others: how they compare, who looked, when."),
    ),
    "standards:own_alignments": About(
        what=_(
            "What was found of its lines beside those of another standard or framework: how they compare, who looked."
        ),
        example=_("“Fit seals” of the pump technician and “Replace seals” of the mechanic say nearly the same."),
    ),
    "standards:align": About(
        what=_("Goes through statements that nobody compared yet, with up to three likely ones of the other."),
        example=_("“Tie a bowline” and “Ties bowline knots” say the same; “Rigs a mast” has to do with both."),
    ),
    "standards:from_text": About(
        what=_("Reads a description of the job for competencies that are known here and for what shuts people out."),
        example=_("“5 years of experience” is flagged: say what a person has to be able to do on the first day."),
    ),
    "standards:own_self_assessments": About(
        what=_("What you said of jobs' standards and chose to keep. You can delete each."),
    ),
    "standards:own_self_assessment": About(
        what=_("What you said you can do, what the job asks beyond it, and the task to try next."),
        example=_("You can fit a seal with help; the job asks for it alone, so the seal task comes next."),
    ),
}

WORDS = {
    was_asked_about_it: Words(who=_("whoever was asked about this version")),
}
