"""What the data models demand of each kind of object, as data: VCDM 2.0, Open Badges 3.0, CLR 2.0.

A member is `name: (shape, required)`. Shapes: "text" (a string, a language value object, or a list of these), "string",
"address" (an absolute URL or URN), "time", "yes_no", "number", "any", or the kind of an object; `*` after it: one or a
list; `?` before a kind: an address may stand in its place. A kind demands the type of the same name unless NO_TYPE.
Sources: VCDM 2.0 sections 4.2–4.13; Open Badges 3.0 section B (data models).
"""

Members = dict[str, tuple[str, bool]]

NO_TYPE = {"Credential", "Holder", "Criteria", "Typed", "TypedWithId", "Issuer", "Subject", "Evidence", "Status"}
OPEN = {"Typed", "TypedWithId", "Issuer", "Subject", "Evidence", "Status", "Credential"}  # any further type

CREDENTIAL: Members = {
    "id": ("address", False),
    "name": ("text", False),
    "description": ("text", False),
    "issuer": ("?Issuer", True),
    "validFrom": ("time", False),
    "validUntil": ("time", False),
    "credentialSubject": ("Subject*", True),
    "credentialStatus": ("Status*", False),
    "credentialSchema": ("TypedWithId*", False),
    "refreshService": ("Typed*", False),
    "termsOfUse": ("Typed*", False),
    "evidence": ("Typed*", False),
    "relatedResource": ("any", False),
    "proof": ("Typed*", False),
}
BADGE: Members = CREDENTIAL | {
    "id": ("address", True),
    "name": ("text", False),
    "image": ("?Image", False),
    "awardedDate": ("time", False),
    "issuer": ("?Profile", True),
    "validFrom": ("time", True),
    "credentialSubject": ("AchievementSubject*", True),
    "evidence": ("Evidence*", False),
}
PRESENTATION: Members = {
    "id": ("address", False),
    "holder": ("?Holder", False),
    "verifiableCredential": ("Credential*", False),
    "termsOfUse": ("Typed*", False),
    "proof": ("Typed*", False),
}
DATES_1: Members = {  # version 1.1 of the data model names its dates otherwise (its sections 4.6 and 4.7)
    "issuanceDate": ("time", True),
    "expirationDate": ("time", False),
    "validFrom": ("time", False),
}
ENDORSEMENT: Members = BADGE | {"credentialSubject": ("EndorsementSubject*", True), "evidence": ("any", False)}
CLR: Members = BADGE | {"credentialSubject": ("ClrSubject*", True), "evidence": ("Evidence*", False)}

KINDS: dict[str, Members] = {
    "Credential": {"id": ("address", False)},
    "Holder": {"id": ("address", True)},
    "Typed": {"id": ("address", False)},
    "TypedWithId": {"id": ("address", True)},
    "Status": {"id": ("address", False)},
    "Issuer": {"id": ("address", True), "name": ("text", False), "description": ("text", False)},
    "Subject": {"id": ("address", False)},
    "Evidence": {
        "id": ("address", False), "narrative": ("text", False), "name": ("text", False),
        "description": ("text", False), "genre": ("string", False), "audience": ("string", False),
    },
    "AchievementSubject": {
        "id": ("address", False), "achievement": ("Achievement", True), "identifier": ("IdentityObject*", False),
        "result": ("Result*", False), "source": ("Profile", False), "image": ("?Image", False),
        "activityStartDate": ("time", False), "activityEndDate": ("time", False),
        "creditsEarned": ("number", False), "narrative": ("text", False), "role": ("string", False),
        "term": ("string", False), "licenseNumber": ("string", False),
    },
    "EndorsementSubject": {"id": ("address", True), "endorsementComment": ("text", False)},
    "ClrSubject": {"id": ("address", False), "verifiableCredential": ("any", True)},
    "Achievement": {
        "id": ("address", True), "name": ("text", True), "description": ("text", True),
        "criteria": ("Criteria", True), "achievementType": ("string", False), "alignment": ("Alignment*", False),
        "creator": ("Profile", False), "image": ("?Image", False), "tag": ("string*", False),
        "resultDescription": ("ResultDescription*", False), "related": ("Related*", False),
        "otherIdentifier": ("IdentifierEntry*", False), "creditsAvailable": ("number", False),
        "fieldOfStudy": ("string", False), "humanCode": ("string", False), "inLanguage": ("string", False),
        "specialization": ("string", False), "version": ("string", False),
    },
    "Profile": {
        "id": ("address", True), "name": ("text", False), "url": ("address", False), "phone": ("string", False),
        "description": ("text", False), "image": ("?Image", False), "email": ("string", False),
        "address": ("Address", False), "otherIdentifier": ("IdentifierEntry*", False),
        "official": ("string", False), "parentOrg": ("Profile", False), "dateOfBirth": ("string", False),
        "givenName": ("string", False), "familyName": ("string", False),
    },
    "Address": {"addressCountry": ("string", False), "addressLocality": ("string", False)},
    "Criteria": {"id": ("address", False), "narrative": ("text", False)},
    "Image": {"id": ("address", True), "caption": ("text", False)},
    "Alignment": {
        "targetName": ("text", True), "targetUrl": ("address", True), "targetCode": ("string", False),
        "targetDescription": ("text", False), "targetFramework": ("string", False), "targetType": ("string", False),
    },
    "IdentityObject": {
        "hashed": ("yes_no", True), "identityHash": ("string", True), "identityType": ("string", True),
        "salt": ("string", False),
    },
    "IdentifierEntry": {"identifier": ("string", True), "identifierType": ("string", True)},
    "Result": {
        "achievedLevel": ("address", False), "alignment": ("Alignment*", False),
        "resultDescription": ("address", False), "status": ("string", False), "value": ("string", False),
    },
    "ResultDescription": {
        "id": ("address", True), "name": ("text", True), "resultType": ("string", True),
        "alignment": ("Alignment*", False), "allowedValue": ("string*", False), "requiredLevel": ("address", False),
        "requiredValue": ("string", False), "valueMax": ("string", False), "valueMin": ("string", False),
        "rubricCriterionLevel": ("RubricCriterionLevel*", False),
    },
    "RubricCriterionLevel": {
        "id": ("address", True), "name": ("text", True), "description": ("text", False),
        "level": ("string", False), "points": ("string", False), "alignment": ("Alignment*", False),
    },
    "Related": {"id": ("address", True), "inLanguage": ("string", False), "version": ("string", False)},
}  # fmt: skip
