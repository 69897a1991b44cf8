# ruff: noqa: E501  a sentence stands on one line
"""Every code a verdict can carry: the check it belongs to, its result, and the sentence a layman can act on.

Codes are stable: one is never renamed or given another meaning. `docs/reference/verdict-codes.md` lists them all, and a
test holds the two equal. `{detail}` in a sentence is filled with what was found.
"""

from dataclasses import dataclass
from typing import Literal

CheckName = Literal["parse", "context", "proof", "issuer", "validity", "status", "schema", "trust", "holder"]
Result = Literal["pass", "fail", "unknown", "skipped"]
CHECKS: tuple[CheckName, ...] = (
    "parse", "context", "proof", "issuer", "validity", "status", "schema", "trust", "holder",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """`check` is None where any check may carry the code; `unreadable` where the bytes hold no credential."""

    check: CheckName | None
    result: Result
    message: str
    unreadable: bool = False


CODES: dict[str, Code] = {
    "not_reached": Code(None, "skipped", "Not checked, because an earlier check did not pass."),
    # parse
    "parse_ok": Code("parse", "pass", "The file holds a credential."),
    "not_json": Code("parse", "fail", "The file is not a credential in JSON. Ask for the original file.", True),
    "not_a_credential": Code(
        "parse", "fail", "The file is JSON, but no credential. Ask for the credential itself.", True
    ),
    "no_credential_in_image": Code(
        "parse", "fail", "The picture holds no credential. Ask for the file, not for a screenshot.", True
    ),
    "unreadable_file": Code("parse", "fail", "The file cannot be opened. Check the path and its permissions.", True),
    "record_unreadable": Code(
        "parse", "fail", "What is presented as a record is none. Ask the holder to present the record itself."
    ),
    "broken_text": Code("parse", "fail", "A text in the record is broken. Ask the issuer for the record anew."),
    "too_large": Code("parse", "unknown", "The file is too large to be checked ({detail}). Ask for a smaller one."),
    "too_deep": Code("parse", "unknown", "The record is nested too deeply to be checked ({detail}). Ask its issuer."),
    "too_many_values": Code("parse", "unknown", "The record has too many values to be checked ({detail}). Ask its issuer."),
    "inexact_number": Code(
        "parse", "unknown", "The number {detail} is read differently by different programs. Ask the issuer."
    ),
    "token_not_supported": Code(
        "parse", "unknown", "This is a credential as a kind of token that is not read here yet. Ask for the JSON file."
    ),
    "image_damaged": Code(
        "parse", "unknown", "The credential cannot be taken out of the picture: {detail}. Ask for the original file."
    ),
    "older_format": Code(
        "parse", "unknown", "The record is of an older format (Open Badges 2), not read here. Ask its issuer to confirm it."
    ),
    # context
    "context_ok": Code("context", "pass", "Every word in the record has a fixed meaning, and the signature covers it."),
    "duplicate_member": Code(
        "context", "fail", "“{detail}” stands twice in one place, so that readers may differ. Do not rely on the record."
    ),
    "context_missing": Code("context", "fail", "The record does not say what its words mean. Do not rely on it."),
    "context_order": Code(
        "context", "fail", "The record's contexts are not in the order the standard demands. Do not rely on it."
    ),
    "context_inline": Code("context", "fail", "The record redefines words for itself. Do not rely on it."),
    "context_not_allowed": Code(
        "context", "fail", "The record uses a vocabulary that is not accepted here ({detail}). Ask the issuer for one without it."
    ),
    "member_refused": Code(
        "context", "fail", "The record hides statements from plain readers ({detail}). Do not rely on it."
    ),
    "term_undefined": Code(
        "context", "fail", "The record holds words that its signature does not cover ({detail}). Do not rely on it."
    ),
    "term_refused": Code(
        "context", "fail", "A part of the record is not covered by its signature: {detail}. Do not rely on it."
    ),
    "claims_differ": Code(
        "context", "fail", "The token says one thing beside the record and another in it (“{detail}”). Do not rely on it."
    ),
    "too_much_work": Code(
        "context", "unknown", "The record is built so that checking takes too long: {detail}. Ask its issuer."
    ),
    # proof
    "proof_ok": Code("proof", "pass", "The record is as it was signed{detail}."),
    "no_proof": Code("proof", "fail", "The record is not signed. Ask the issuer for the signed one."),
    "proof_malformed": Code("proof", "fail", "The signature block is not well-formed: {detail}. Ask for the original file."),
    "suite_unknown": Code("proof", "fail", "No standard knows the kind of signature “{detail}”. Do not rely on the record."),
    "suite_not_supported": Code(
        "proof", "unknown", "The kind of signature “{detail}” is not read here yet. Check the record with its issuer."
    ),
    "algorithm_refused": Code(
        "proof", "fail", "The token is signed with “{detail}”, which proves no issuer. Do not rely on it."
    ),
    "proof_chain_broken": Code(
        "proof", "fail", "The signature builds on another that is not there. Ask for the original file."
    ),
    "wrong_purpose": Code(
        "proof", "fail", "The signature was made for another purpose ({detail}) than to state a fact. Do not rely on it."
    ),
    "context_in_proof": Code(
        "proof", "fail", "The signature block brings other contexts than the record. Do not rely on the record."
    ),
    "signature_malformed": Code("proof", "fail", "The signature is not well-formed: {detail}. Ask for the original file."),
    "key_malformed": Code("proof", "fail", "The signing key is not well-formed: {detail}. Ask for the original file."),
    "key_unresolvable": Code(
        "proof", "unknown", "The signing key stands at {detail}, which was not looked up. Check the record with its issuer."
    ),
    "key_not_named": Code(
        "proof", "unknown", "The token does not say with which key it was signed. Check the record with its issuer."
    ),
    "key_not_found": Code(
        "proof", "fail", "The signing key {detail} does not stand in the document of its owner. Do not rely on the record."
    ),
    "key_wrong_kind": Code(
        "proof", "fail", "The kind of signature is not made with keys of kind {detail}. Do not rely on the record."
    ),
    "key_revoked": Code(
        "proof", "fail", "The signing key was withdrawn on {detail}. Ask the issuer for a record signed anew."
    ),
    "key_expired": Code(
        "proof", "fail", "The signing key ran out on {detail}. Ask the issuer for a record signed anew."
    ),
    "signature_wrong": Code(
        "proof", "fail", "The record was changed after it was signed, or was not signed with this key. Do not rely on it."
    ),
    "proof_expired": Code("proof", "fail", "The signature ran out on {detail}. Ask the issuer for a renewed record."),
    "proof_too_early": Code("proof", "fail", "The signature does not count before {detail}. Check it again then."),
    # issuer
    "issuer_ok": Code("issuer", "pass", "The signing key belongs to the issuer the record names."),
    "issuer_missing": Code("issuer", "fail", "The record names no issuer. Do not rely on it."),
    "method_not_of_issuer": Code(
        "issuer", "fail", "The record was signed by someone other than the issuer it names. Do not rely on it."
    ),
    "issuer_unresolved": Code(
        "issuer", "unknown", "Whether the key belongs to {detail} could not be looked up. Check the record with its issuer."
    ),
    "key_only_in_token": Code(
        "issuer", "unknown", "The key came with the record and is not known to be the issuer's. Check the record with its issuer."
    ),
    "no_key": Code("issuer", "skipped", "There is no signing key to compare with the issuer."),
    # validity
    "validity_ok": Code("validity", "pass", "The record is in date."),
    "not_yet_valid": Code("validity", "fail", "The record is not valid before {detail}. Check it again then."),
    "expired": Code("validity", "fail", "The record expired on {detail}. Ask whether it was renewed."),
    "validity_malformed": Code("validity", "fail", "A date of the record cannot be read: {detail}. Ask its issuer."),
    # status
    "status_ok": Code("status", "pass", "The issuer has not withdrawn the record."),
    "status_none": Code("status", "skipped", "The record names no list on which it could be withdrawn."),
    "status_not_asked": Code("status", "skipped", "Whether the record was withdrawn was not looked up, as you asked."),
    "revoked": Code("status", "fail", "The issuer has withdrawn the record. Do not rely on it."),
    "suspended": Code("status", "fail", "The issuer has suspended the record. Ask the issuer when it will count again."),
    "status_unreachable": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: the list {detail} is not at hand. Fetch it, check again."
    ),
    "status_address_refused": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: the address {detail} is not a public one. Ask the issuer."
    ),
    "status_type_unknown": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: “{detail}” is not read here yet. Ask the issuer."
    ),
    "status_entry_malformed": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: its entry is faulty ({detail}). Ask the issuer."
    ),
    "status_list_refused": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: the list did not pass its own checks ({detail}). Fetch it anew."
    ),
    "status_list_expired": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: the list at hand is out of date. Fetch it anew."
    ),
    "status_other_issuer": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: the list is another issuer's. Ask the issuer."
    ),
    "status_wrong_purpose": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: the list serves another purpose. Ask the issuer."
    ),
    "status_out_of_range": Code(
        "status", "unknown", "Whether the record was withdrawn is not known: it has no place on the list. Ask the issuer."
    ),
    # schema
    "schema_ok": Code("schema", "pass", "The record has all the parts its standard demands."),
    "schema_failed": Code("schema", "fail", "The record does not follow its standard: {detail}. Ask its issuer for a mended one."),
    # trust
    "trust_ok": Code("trust", "pass", "The issuer is on your list."),
    "no_list": Code("trust", "skipped", "You gave no list of issuers you accept."),
    "not_on_list": Code("trust", "fail", "The issuer is not on your list. Decide whether you accept it."),
    "sample_key": Code("trust", "fail", "This is a SAMPLE, signed with a demonstration key. It is no proof of anything."),
    # holder
    "holder_ok": Code("holder", "pass", "The one who presents signed what you asked for, and the records are about her."),
    "challenge_not_asked": Code(
        "holder", "skipped", "You gave no challenge, so nothing is said about who presents. Check an ID or ask for a live proof."
    ),
    "challenge_wrong": Code("holder", "fail", "The presentation does not answer your challenge. Ask for a live one."),
    "domain_wrong": Code("holder", "fail", "The presentation was made for somebody else. Ask for one made for you."),
    "holder_not_subject": Code(
        "holder", "fail", "A record is about another than the one who presents it. Ask how the two are connected."
    ),
    "holder_unbound": Code("holder", "unknown", "A record does not say whom it is about. Check an ID."),
    "not_presented": Code("holder", "skipped", "A record alone does not prove who holds it. Check an ID or ask for a live proof."),
}  # fmt: skip
