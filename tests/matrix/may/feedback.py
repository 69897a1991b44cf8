from tests.matrix.may import EVERYONE, LEAD, MEMBERS, PROGRAM

MAY = {
    "feedback.suggestion.make": MEMBERS,
    "feedback.suggestion.send": EVERYONE,
    "feedback.suggestion.list": {LEAD, PROGRAM},
    "feedback.suggestion.read": MEMBERS,  # her own; whoever leads, everybody's
    "feedback.suggestion.own": MEMBERS,
    "feedback.suggestion.answer": {LEAD},
    "feedback.suggestion.blank": {LEAD},
    "feedback.suggestion.quote": MEMBERS,  # her own
    "feedback.suggestion.unquote": MEMBERS,  # her own; whoever leads, everybody's
    "feedback.change.read": MEMBERS,
    "feedback.change.write": {LEAD},
    "feedback.change.offer": {LEAD, PROGRAM},
    "feedback.change.published": EVERYONE,
}
ABOUT = {
    "feedback.suggestion.read": {"another": {LEAD}, "report": {LEAD}, "herself": MEMBERS},
    "feedback.suggestion.answer": {"another": {LEAD}, "report": {LEAD}, "herself": set[str]()},  # never her own
    "feedback.suggestion.blank": {"another": {LEAD}, "report": {LEAD}, "herself": {LEAD}},
    "feedback.suggestion.quote": {"another": set[str](), "report": set[str](), "herself": MEMBERS},
    "feedback.suggestion.unquote": {"another": {LEAD}, "report": {LEAD}, "herself": MEMBERS},
}
