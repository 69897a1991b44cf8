"""What the pages that are made from the contexts' answers say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.help import About

OF_A_TABLE = _("Of these, only those who may bring this kind of table.")
PAGES = {
    "house:my_workspaces": About(
        what=_("The organisations you work with here. Choose one to go on."),
    ),
    "house:today": About(
        what=_("What waits for you, by when, and what waits for others."),
        example=_("An assessor at Tideway Pumps finds two attempts to mark, one of them by Friday."),
        who=_("Each of them has a list of their own."),
    ),
    "house:settings": About(
        what=_("Everything you may set here, and nothing else."),
    ),
    "house:view_as": About(
        what=_("Shows you the pages of another role, with people who are made up."),
        example=_("Look as a supervisor: two attempts of made-up workers wait to be marked."),
    ),
    "house:make_sample": About(
        what=_("Throws the made-up people away and makes them anew."),
    ),
    "house:search": About(
        what=_("Finds people, standards, campaigns and records by a part of their name."),
        example=_("“pump” finds the standard for pump assembly technicians."),
        who=_("It finds only what you may open."),
    ),
    "house:timeline": About(
        what=_("What happened to one person, from every part of the house, each thing on its day."),
        example=_("At Tideway Pumps: applied, tried a task a week later, and got a record the month after."),
        who=_("Each reader sees of it only what they may open elsewhere."),
    ),
    "house:start": About(
        what=_("From the name of a job to a first standard and, with people who applied, to a first list and plan."),
        example=_("Tideway Pumps sends its own competencies and 240 people who applied, and asks for six jobs."),
    ),
    "house:programs": About(
        what=_("Programs that do something here in your name, and until when."),
        example=_("The HR system of Tideway Pumps reads the list of people every night."),
        who=_("You see your own alone."),
    ),
    "house:add_program": About(
        what=_("Makes a key with which a program does some of what you may do here."),
        example=_("A key that reads people, for 90 days, called “HR system”."),
    ),
    "house:end_program": About(
        what=_("Ends the key of a program at once."),
    ),
    "house:hooks": About(
        what=_("Other systems that are told when something happens here, and whether they answered."),
        example=_("The HR system of Tideway Pumps is told when a record is signed, and then asks for it."),
    ),
    "house:add_hook": About(
        what=_("Has another system told of what happens here, from now on."),
        example=_("https://hr.tideway.example/told, when a record is signed."),
    ),
    "house:end_hook": About(
        what=_("Another system is told nothing more."),
    ),
    "house:keeping": About(
        what=_("For how long each kind of record is kept, and what must not be deleted."),
        example=_("At Tideway Pumps, messages go two years after they were sent."),
    ),
    "house:tonight": About(
        what=_("What the rules would delete tonight. Looking deletes nothing."),
    ),
    "house:take_over_rules": About(
        what=_("Puts the usual rules of one place in force, all at once."),
    ),
    "house:set_rule": About(
        what=_("One rule of your own for how long records of one kind are kept."),
        example=_("Messages: two years, because the works agreement of Tideway Pumps says so."),
    ),
    "house:end_rule": About(
        what=_("Ends one rule. What it would have deleted stays."),
    ),
    "house:place_hold": About(
        what=_("Keeps records from being deleted while a claim or an audit goes on."),
        example=_("“Audit of the training grant of Tideway Pumps”, for everything in this workspace."),
    ),
    "house:end_hold": About(
        what=_("Ends a hold, so that records may be deleted again."),
    ),
    "house:own_data": About(
        what=_("Everything that is held on you here, who opened it, and how to correct or delete it."),
        who=_("Each organisation holds its own part and sees no other’s."),
    ),
    "house:own_withdraw": About(
        what=_("Takes back something that you allowed. It holds at once."),
    ),
    "house:own_delete": About(
        what=_("Deletes everything that one organisation holds on you."),
    ),
    "house:imports": About(
        what=_("Tables that you can bring in, and what became of those brought so far."),
        example=_("The employee file of Tideway Pumps, every Monday: who is new is added, who is known is updated."),
    ),
    "house:bring_import": About(
        what=_("Sends a table to be looked at. Nothing changes before you have seen what would."),
        example=_("The employee file of Tideway Pumps as your HR system writes it, whatever its columns are called."),
        who=OF_A_TABLE,
    ),
    "house:import": About(
        what=_("One table: what it would change or has changed, and which rows were left out and why."),
        who=OF_A_TABLE,
    ),
    "house:import_columns": About(
        what=_("Says which column of your table holds what."),
        example=_("“Emp. No.” is the number in the other system; “Dept” is the unit."),
        who=OF_A_TABLE,
    ),
    "house:undo_import": About(
        what=_("Puts back everything that one table changed."),
        who=OF_A_TABLE,
    ),
    "house:discard_import": About(
        what=_("Removes a table that was sent and not brought in."),
        who=OF_A_TABLE,
    ),
    "house:take_along": About(
        what=_("Everything this workspace holds as one encrypted file, to go on elsewhere."),
    ),
    "house:delete_trial": About(
        what=_("Takes the file of a trial along and deletes the trial."),
    ),
}
