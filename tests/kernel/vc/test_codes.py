"""The published list of codes, the engine's list, and what the engine can say are one and the same."""

import ast
import re
from pathlib import Path

import skillmark.kernel.vc
from skillmark.kernel.vc.codes import CHECKS, CODES
from skillmark.kernel.vc.verdict import all_checks, say, word

ENGINE = Path(skillmark.kernel.vc.__file__).parent
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "verdict-codes.md"
ROW = re.compile(r"^\| `([a-z0-9_]+)` \| (\w+) \| (\w+) \| (.+) \|$", re.MULTILINE)


def test_the_reference_lists_every_code_as_it_is() -> None:
    rows = {code: rest for code, *rest in ROW.findall(REFERENCE.read_text("utf-8"))}
    assert rows == {
        name: [code.check or "any", code.result, code.message.replace("{detail}", "…")] for name, code in CODES.items()
    }


def test_every_code_is_said_somewhere_and_none_unknown_is() -> None:
    texts = {
        node.value
        for file in ENGINE.glob("*.py") if file.name != "codes.py"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    assert set(CODES) - texts - {"unreadable_file"} == set()  # that one is said by the command, which opens files


def test_every_message_is_a_sentence() -> None:
    for name, code in CODES.items():
        assert code.message[0].isupper() or code.message.startswith("“"), name
        assert code.message.endswith("."), name


def test_the_verdict_follows_from_the_checks() -> None:
    good = [say("parse_ok"), say("context_ok"), say("proof_ok"), say("issuer_ok"), say("validity_ok"), say("schema_ok")]
    rest = [say("no_list"), say("not_presented")]

    def verdict(*codes: str) -> str:
        return word(all_checks([*good, *rest, *(say(code) for code in codes)]))

    assert verdict("status_ok") == "valid"
    assert verdict("status_not_asked") == "valid"
    assert verdict("status_none", "not_on_list") == "valid"
    assert verdict("status_none", "sample_key") == "valid"
    assert verdict("status_unreachable") == "undetermined"
    assert verdict("revoked") == "invalid"
    assert verdict("key_unresolvable", "revoked") == "invalid"
    assert word(all_checks([say("not_json")])) == "unreadable"


def test_all_nine_checks_are_always_there_in_order() -> None:
    checks = all_checks([say("not_json")])
    assert tuple(check.check for check in checks) == CHECKS
    assert {check.code for check in checks[1:]} == {"not_reached"}
