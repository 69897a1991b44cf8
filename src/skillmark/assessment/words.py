"""What codes of assessment are called on the screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Text = Any  # a text, or one translated when it is shown

WAYS: dict[str, Text] = {
    "practical_test": _("Practical test"),
    "supervisor_confirmation": _("Confirmed by a supervisor"),
    "portfolio": _("Portfolio"),
    "recorded_demonstration": _("Recorded demonstration"),
    "peer": _("Confirmed by a colleague"),
    "audit": _("Audit"),
    "third_party": _("Confirmed by somebody outside"),
}
WAYS_EXPLAINED: dict[str, Text] = {
    "practical_test": _("Somebody watches the task being done, or looks at the finished work, and marks it."),
    "supervisor_confirmation": _("Whoever leads the person says what was seen at work."),
    "portfolio": _("Somebody reads work that was collected over time, and marks it."),
    "recorded_demonstration": _("Somebody watches a recording of the task, and marks it."),
    "peer": _("A colleague says what was seen at work."),
    "audit": _("Somebody goes through what was handed in and marks it, apart from the others."),
    "third_party": _("Somebody from outside looks at what was shown, and marks it."),
}
METHODS: dict[str, Text] = {
    "work_sample": _("Work sample"),
    "simulation": _("Simulation"),
    "project": _("Project"),
    "supervised_task": _("Supervised task"),
    "structured_interview": _("Structured interview"),
    "behavioural_observation": _("Behavioural observation"),
    "knowledge_test": _("Knowledge test"),
}
METHODS_EXPLAINED: dict[str, Text] = {
    "work_sample": _("A piece of the real work, done with the real tools."),
    "simulation": _("The work in a place made for practice, where a mistake harms nobody."),
    "project": _("Something larger, worked on over days and handed in."),
    "supervised_task": _("The work itself at the workplace, with somebody standing beside."),
    "structured_interview": _("The same questions to everybody about what they did and would do."),
    "behavioural_observation": _(
        "How somebody goes about her work, watched by at least two people for what is described."
    ),
    "knowledge_test": _("Questions about the work. It shows what somebody knows, not what somebody can do."),
}
STAGES: dict[str, tuple[Text, str]] = {
    "waits_for_assessors": (_("Waits for assessors"), "blue"),
    "needs_moderation": (_("A difference to settle"), "amber"),
    "passed": (_("Passed"), "green"),
    "not_passed": (_("Tried, not there yet"), "amber"),
    "in_doubt": (_("Being looked at again"), "amber"),
    "does_not_count": (_("Does not count any more"), "red"),
}
NEEDS: dict[str, tuple[Text, str]] = {
    "asked": (_("Asked for"), "blue"),
    "granted": (_("Will be arranged"), "green"),
    "refused": (_("Not arranged"), "amber"),
    "withdrawn": (_("Withdrawn"), "grey"),
}
PRIOR_KINDS: dict[str, Text] = {
    "job": _("In a job"),
    "volunteering": _("As a volunteer"),
    "by_herself": _("By oneself, at home or elsewhere"),
    "degree_elsewhere": _("A degree or certificate from elsewhere"),
}
PRIOR: dict[str, tuple[Text, str]] = {
    "waits": (_("Waits for an answer"), "blue"),
    "accepted": (_("Accepted: to be shown"), "green"),
    "declined": (_("Not accepted: see why"), "amber"),
    "withdrawn": (_("Withdrawn"), "grey"),
}
REFUSALS: dict[str, Text] = {
    "own": _("This is your own attempt. Somebody else marks it."),
    "already": _("You have marked this attempt. What you gave stands."),
    "not_waiting": _("This attempt does not wait for you."),
    "had_part": _("You had a part in this attempt, or stand in one line of reporting with whoever took it."),
    "not_qualified": _("On this standard only qualified assessors mark. See how you stand."),
    "untrained": _("First somebody notes that you were trained."),
    "too_few": _("There are too few reference samples that you had no part in. Ask a talent lead."),
    "helped": _("You helped with the claim this attempt came of. Somebody else marks it."),
    "had_no_part": _("Whoever marked or settled this attempt says what to show next time."),
    "not_to_tell": _("Only after an attempt that was not passed is it said what to show next time."),
    "apart": _("Whoever has this part in it may not confirm it in this way. Somebody else does."),
    "name_hidden": _("Whoever confirms as a supervisor knows whose attempt it is. From you it is hidden."),
    "settled_before": _("A difference was settled here before. With other marks it is a new attempt: start one."),
    "not_assessor": _("This is marked by assessors and by whoever leads the person. You are neither."),
    "not_supervisor": _(
        "Only whoever leads this person confirms as a supervisor. By what is recorded that is not you."
    ),
    "not_colleague": _(
        "Only a colleague confirms this: of the same part of the workplace, and neither of the two leads the other."
    ),
    "not_outside": _(
        "Only somebody from outside confirms this: from another organisation, or asked by a link, with no place here."
    ),
    "not_assurer": _("Only a quality assurer outside the person’s line of reporting makes an audit."),
    "no_file": _("First a file is handed in that you can look at. Without one there is no portfolio to judge."),
    "no_recording": _("First a video is handed in that you can look at. Without one there is no recording to judge."),
    "not_independent": _("A difference is settled by somebody outside this person’s line of reporting."),
}
# said before somebody types anything: by what she is, or for what is not there yet, she may not mark it in any way
TOLD_BEFORE = (
    "apart", "name_hidden", "not_assessor", "not_supervisor", "not_colleague", "not_outside", "not_assurer", "no_file",
    "no_recording",
)  # fmt: skip
# who gives a confirmation, in every sentence that says so
WHO: dict[str, Text] = {
    "practical_test": _("an assessor, or whoever leads the person"),
    "supervisor_confirmation": _("whoever leads the person"),
    "portfolio": _("an assessor, or whoever leads the person, once a file is handed in"),
    "recorded_demonstration": _("an assessor, or whoever leads the person, once a video is handed in"),
    "peer": _("a colleague of the same part of the workplace, where neither of the two leads the other"),
    "audit": _("a quality assurer outside the person’s line of reporting"),
    "third_party": _("somebody from another organisation, or from outside who is asked by a link"),
}
WHO_INDEPENDENT: dict[str, Text] = {
    "practical_test": _("an assessor outside the person’s line of reporting"),
    "portfolio": _("an assessor outside the person’s line of reporting, once a file is handed in"),
    "recorded_demonstration": _("an assessor outside the person’s line of reporting, once a video is handed in"),
}
# why nobody with a log-in here can give it today, beside the field that asks for it
NOBODY: dict[str, Text] = {
    "not_assessor": _("Nobody here can give it today: nobody is an assessor, and nobody leads anybody."),
    "not_supervisor": _("Nobody here can give it today: of nobody it is recorded who leads her."),
    "not_colleague": _("Nobody here can give it today: no two people are recorded in one part of the workplace."),
    "not_assurer": _("Nobody here can give it today: nobody has the role of a quality assurer."),
    "not_outside": _(
        "No assessor here comes from another organisation today. Somebody from outside can be asked by a link."
    ),
}
# what else somebody may be, as the policy keeps it apart from a way of checking
BESIDE: dict[str, Text] = {
    "leads": _("leads the person"),
    "coaches": _("coaches the person"),
    "started": _("started the attempt"),
    "practical_test": _("gave this person a practical test"),
    "supervisor_confirmation": _("confirmed as this person’s supervisor"),
    "portfolio": _("judged a portfolio of this person"),
    "recorded_demonstration": _("judged a recorded demonstration of this person"),
    "peer": _("confirmed as this person’s colleague"),
    "audit": _("made an audit of this person’s work"),
    "third_party": _("confirmed it from outside"),
}
# the same to whoever it is about herself
YOU: dict[str, Text] = {
    "leads": _("You lead this person. Whoever does may not confirm it in this way."),
    "coaches": _("You coach this person. Whoever does may not confirm it in this way."),
    "started": _("You started this attempt. Whoever did may not confirm it in this way."),
}
YOU_CONFIRMED = _("You confirmed something of this person in another way. One of the two is kept for somebody else.")
EVIDENCE: dict[str, Text] = {"file": _("File"), "observation": _("Written observation")}
ENDED: dict[str, Text] = {
    "": "",
    "time": _("Its time was over."),
    "refused": _("Not everybody on it agreed."),
    "unanswered": _("Not everybody on it answered in time."),
    "withdrawn": _("Somebody on it no longer agrees."),
}
CONSENTS: dict[str, tuple[Text, str]] = {
    "asked": (_("Was asked"), "blue"),
    "agreed": (_("Has agreed"), "green"),
    "refused": (_("Did not agree"), "amber"),
    "withdrawn": (_("Took it back"), "amber"),
}
# what somebody reads who comes back by her link when nothing is asked of her any more
NOT_ASKED: dict[str, Text] = {
    "asked": _("The time to answer is over, or somebody else on it did not agree. The file is destroyed."),
    "agreed": _("The file is destroyed. Only its fingerprint is kept: a number from which nothing can be seen."),
    "refused": _("You did not agree. The file is destroyed, and nobody who marks has seen it."),
    "withdrawn": _("You took it back. The file is destroyed."),
}
# why no copy was taken of an address, with the way out
NOT_COPIED: dict[str, Text] = {
    "address": _(
        "This address cannot be copied. It begins with https:// and leads to the public web; or hand in a file."
    ),
    "login": _("It opens only with a log-in. Open it yourself, save it, and hand it in as a file."),
    "redirect": _(
        "It leads on to another address. Open it and give the one you end at, or save it and hand in a file."
    ),
    "too_large": _("It is larger than 20 MB. Save it, and hand in the part that matters as a file."),
    "not_found": _("There is nothing at this address. Look at it once more, or hand in a file."),
    "no_answer": _("It did not answer. Try again later, or save it yourself and hand it in as a file."),
}
COVERS: dict[str, Text] = {
    "assessors": _("Assessors"),
    "candidates": _("People who were tried"),
    "methods": _("Ways of checking"),
}
RISKS: dict[str, Text] = {"new": _("A new assessor"), "difference": _("Assessors differed")}
QUALIFICATIONS: dict[str, Text] = {"assessing": _("Marking attempts"), "reading": _("Reading records")}
CONFIRMED: dict[str, Text] = {
    "valid": _("It shows what the task asks"),
    "authentic": _("It is this person’s own work"),
    "current": _("It is recent"),
    "sufficient": _("It is enough to judge by"),
}
JUDGEMENTS: dict[str, Text] = {
    "good_enough": _("Clearly good enough"),
    "border": _("On the border"),
    "not_yet": _("Clearly not there yet"),
}
STANDINGS: dict[str, tuple[Text, str]] = {
    "qualified": (_("Qualified"), "green"),
    "lapsed": (_("Lapsed"), "amber"),
    "never": (_("Not shown yet"), "grey"),
    "untrained": (_("Not trained yet"), "grey"),
}
READINGS: dict[str, Text] = {
    "not_shown": _("Nothing shows it"),
    "says_so": _("The person says so"),
    "checked": _("It was checked"),
}


def second_look(look: Any, given: bool) -> tuple[Text, str]:
    """How an attempt of a sample stands: what marking it again showed, once the reader may know."""
    if look is None:
        return (_("Marked again"), "blue") if given else (_("Waits for the assurer"), "grey")
    if not look.same_verdict:
        return _("Another result"), "red"
    return (_("Same result, other marks"), "amber") if look.beyond else (_("The same"), "green")


def finding_state(finding: Any) -> tuple[Text, str]:
    """Whether a finding is open, and what it came to."""
    closing = getattr(finding, "closing", None)
    if closing is None:
        return (_("Open, the attempt is in doubt"), "amber") if finding.doubts else (_("Open"), "blue")
    if not closing.stands:
        return _("Closed, the attempt does not count"), "red"
    return (_("Closed, the attempt stands"), "green") if finding.doubts else (_("Closed"), "grey")


def panel_state(panel: Any) -> tuple[Text, str]:
    """Whether a panel is at work, or its pass mark is decided."""
    return (_("Decided"), "green") if panel.closed_at else (_("Answers are coming in"), "blue")


def refusal(why: str, part: str = "") -> Text:
    """Why somebody may not mark an attempt; `part` is the part of hers that keeps her from it."""
    if why == "apart":
        return YOU.get(part, YOU_CONFIRMED)
    return REFUSALS[why]
