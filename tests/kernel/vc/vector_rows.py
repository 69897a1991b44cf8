"""What each published vector comes to, and the reason wherever that is not what its own folder says."""

Row = tuple[str, str] | tuple[str, str, str]  # verdict, code, and why it is no other where one might think so

ONE, TWO, THREE = (
    "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
    "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x",
    "z6MkwA1498JfoCS3y4y3zggBDAosQEoCi5gsYH2PMXh1cFWK",
)
P256 = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"
# What the issuers with https addresses would publish: their vectors name the keys by themselves, after the `#`.
KEYS: dict[str, tuple[str, ...]] = {
    "https://example.com/issuers/876543": (ONE, TWO),
    "https://example.edu/issuers/565049": (ONE, THREE),
    "https://1edtech.edu/issuers/565049": (ONE,),
    "did:web:dc.1edtech.org:wellspring2022:wellspring-portal:org:da1e96e9-afcc-4eed-b9a2-2ddf7353214c": (ONE,),
    "https://vc.example/issuers/5678": (
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        f"did:key:{P256}#{P256}",
    ),
}
DCC_LISTS = "https://digitalcredentials.github.io/vc-test-fixtures/statusLists/didkey-ed25519Signature2020/"

DRAFT = "a context of a draft of Open Badges or CLR that is published no more and not at hand"
LER = "HR Open publishes a JSON schema where a JSON-LD context is named, so that no word of it has a fixed meaning"
NOT_SIGNED = "a type that its context does not define is in no signed statement; it has also expired"

EDTECH: dict[str, Row | str] = {
    "1edtech/baked/simple-json.png": ("valid", "proof_ok"),
    "1edtech/baked/simple-json.svg": ("valid", "proof_ok"),
    "1edtech/baked/simple-jwt.png": ("invalid", "method_not_of_issuer", "its key came with it and is not the issuer's"),
    "1edtech/baked/simple-jwt.svg": ("invalid", "method_not_of_issuer", "its key came with it and is not the issuer's"),
    "1edtech/baked/simple.jwt": ("invalid", "context_not_allowed", DRAFT),
    "1edtech/clr20/complex.json": ("undetermined", "issuer_unresolved", "its issuer is a urn:uuid, which owns no key"),
    "1edtech/clr20/simple-noproof.json": ("invalid", "context_not_allowed", DRAFT),
    "1edtech/clr20/simple.json": ("valid", "proof_ok"),
    "1edtech/clr20/simple_old_safesigned.json": ("invalid", "context_not_allowed", DRAFT),
    "1edtech/jwt/simple.jwt": ("invalid", "context_not_allowed", DRAFT),
    "1edtech/jwt/velocity.jwt": ("invalid", "context_not_allowed", "the context of a network that is not at hand"),
    "1edtech/ob-impl-test-vectors/clrv2p0/document-canon.txt": "canonical form of the document",
    "1edtech/ob-impl-test-vectors/clrv2p0/proof-canon.txt": "canonical form of the proof's options",
    "1edtech/ob-impl-test-vectors/obv3p0/document-canon.txt": "canonical form of the document",
    "1edtech/ob-impl-test-vectors/obv3p0/proof-canon.txt": "canonical form of the proof's options",
    "1edtech/ob30/complete_v1.json": ("invalid", "term_refused", NOT_SIGNED),
    "1edtech/ob30/credential-status-revoked.json": ("undetermined", "status_type_unknown", "an unsigned list"),
    "1edtech/ob30/simple-context-alias.json": ("valid", "proof_ok"),
    "1edtech/ob30/simple-context-version.json": ("valid", "proof_ok"),
    "1edtech/ob30/simple-did-key-method.json": (
        "undetermined", "issuer_unresolved", "its issuer is a urn:uuid, which owns no key",
    ),
    "1edtech/ob30/simple-did-web-method.json": ("valid", "proof_ok"),
    "1edtech/ob30/simple-eddsa-2022.json": ("valid", "proof_ok"),
    "1edtech/ob30/simple-err-credential-subject-identifier-type.json": ("invalid", "term_undefined"),
    "1edtech/ob30/simple-err-credential-subject-profile-type.json": ("invalid", "term_refused"),
    "1edtech/ob30/simple-err-credential-subject-type.json": ("invalid", "term_undefined"),
    "1edtech/ob30/simple-err-issued.json": ("invalid", "not_yet_valid"),
    "1edtech/ob30/simple-err-issuer-otheridentifier-type.json": ("invalid", "term_undefined"),
    "1edtech/ob30/simple-err-issuer-parentorg-type.json": ("invalid", "term_refused"),
    "1edtech/ob30/simple-err-issuer-type.json": ("invalid", "term_refused"),
    "1edtech/ob30/simple-err-proof-method-no-scheme.json": ("invalid", "term_refused"),
    "1edtech/ob30/simple-err-proof-method-unknown-scheme.json": ("invalid", "key_malformed"),
    "1edtech/ob30/simple-err-proof-method.json": ("invalid", "key_not_found"),
    "1edtech/ob30/simple-err-type.json": ("invalid", "term_refused"),
    "1edtech/ob30/simple-multiple-proofs.json": (
        "invalid", "suite_unknown", "one proof is of no known kind, and a bad one is never hidden by a good one",
    ),
    "1edtech/ob30/simple-noproof.json": ("invalid", "no_proof"),
    "1edtech/ob30/simple.json": ("valid", "proof_ok"),
    "1edtech/tcp/LER-RS_V2_UC009_exchanging.json": ("invalid", "context_not_allowed", LER),
    "1edtech/tcp/LER-RS_V2_UC010_applying.json": ("invalid", "context_not_allowed", LER),
}  # fmt: skip
OTHERS: dict[str, Row | str] = {
    "hropen-ler-rs/LER-RS_V2_UC008_portability.json": ("invalid", "context_not_allowed", LER),
    "hropen-ler-rs/LER-RS_V2_UC010_applying.json": ("invalid", "context_not_allowed", LER),
    "hropen-ler-rs/LER-RS_V2_VCwrapper.json": ("invalid", "context_not_allowed", LER),
}
SIGNED: dict[str, Row | str] = {
    "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json": ("valid", "proof_ok"),
    "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json": ("valid", "proof_ok"),
    "w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json": ("valid", "proof_ok"),
    "w3c-vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json": ("valid", "proof_ok"),
}

# Well signed: only their status is at fault, and without a look at it they are valid.
OWN_STATUS = {
    "status-index-out-of-range.json": "status_unreachable",
    "status-url-loopback.json": "status_address_refused",
    "status-url-metadata-ip.json": "status_address_refused",
}

OTHER_LIST = "status_list_refused"
RENAMED = "the list at this address names itself otherwise and is another issuer's, so that it cannot tell"
ABSENT = "the list is at an address that is not at hand"
BY_NAME_NOT: dict[str, tuple[str, str]] = {
    "v1/bothSignatureTypes/didKey/mixedRegistry-validStatus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/bothSignatureTypes/didWeb/legacy-revokedStaus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/dataIntegrityProof/didWeb/legacy-revokedStatus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/dataIntegrityProof/didWeb/legacy-validStatus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/ed25519/didWeb/legacy-revokedStatus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/ed25519/didWeb/legacy-validStatus-noExpiry.json": (OTHER_LIST, RENAMED),
    "v1/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-oldDCCExample.json": (
        "context_not_allowed", "its context reverses a property, which hides a statement from plain readers",
    ),
    "v1/ed25519/didKey/legacy-noStatus-noExpiry.json": ("unreadable", "the file is empty"),
    "v2/bothSignatureTypes/didweb/legacy-revokedStatus-noExpiry.json": ("status_unreachable", ABSENT),
    "v2/dataIntegrityProof/didKey/noRegsitry-revokedStatus-notExpired.json": ("status_unreachable", ABSENT),
    "v2/ed25519/didKey/oidf-revokedStatus-noExpiry.json": ("status_unreachable", ABSENT),
}  # fmt: skip

OBJECT = "a context given as an object is refused on purpose"
MODEL_NOT = {
    "credential-context-combo2-ok": OBJECT,
    "credential-refresh-type-ok": OBJECT,
    "credential-termsofuse-id-ok": OBJECT,
    "credential-termsofuse-ok": OBJECT,
    "credential-termsofuses-ok": OBJECT,
    "presentation-context-combo2-ok": OBJECT,
    "presentation-optional-type-ok": OBJECT,
    "credential-validUntil-validFrom-ok": "a template that lacks its dates",
}
UNSECURED = {"no_proof", "issuer_missing"}  # what is wrong with a record in order that nobody has signed
