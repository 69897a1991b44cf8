"""Addresses of credentials."""

from django.urls import path

from skillmark.credentials.views import (
    earning,
    outside,
    own,
    proving,
    public,
    published,
    records,
    sharing,
    shown,
    wallets,
)

app_name = "credentials"
PLACE = "w/<slug:workspace>/records"

urlpatterns = [
    path(f"{PLACE}/", records.records, name="records"),
    path(f"{PLACE}/award/", earning.award, name="award"),
    path(f"{PLACE}/earn/", earning.achievements, name="achievements"),
    path(f"{PLACE}/earn/<uuid:framework_id>/define/", earning.define, name="define"),
    path(f"{PLACE}/earn/<uuid:achievement_id>/retire/", earning.retire, name="retire"),
    path(f"{PLACE}/others/", outside.outside, name="outside"),
    path(f"{PLACE}/others/bring/", outside.bring, name="bring"),
    path(f"{PLACE}/others/<uuid:record_id>/", outside.outside_record, name="outside_record"),
    path(f"{PLACE}/others/<uuid:record_id>/accept/", outside.accept, name="accept_issuer"),
    path(f"{PLACE}/others/<uuid:record_id>/whose/", outside.whose, name="whose"),
    path(f"{PLACE}/<uuid:record_id>/", records.record, name="record"),
    path(f"{PLACE}/<uuid:record_id>/record.json", records.record_json, name="record_json"),
    path(f"{PLACE}/<uuid:record_id>/renew/", records.renew, name="renew"),
    path(f"{PLACE}/<uuid:record_id>/withdraw/", records.revoke, name="revoke"),
    path("me/records/", own.own, name="own"),
    path("me/records/share/", sharing.begin, name="own_sharing"),
    path("me/records/shared/", sharing.shares, name="own_shares"),
    path("me/records/shared/<uuid:share_id>/", sharing.share, name="own_share"),
    path("me/records/shared/<uuid:share_id>/paper/", sharing.paper, name="own_share_paper"),
    path("me/records/shared/<uuid:share_id>/send/", sharing.send, name="own_share_send"),
    path("me/records/shared/<uuid:share_id>/withdraw/", sharing.end, name="own_share_end"),
    path("me/records/<uuid:record_id>/", own.own_record, name="own_record"),
    path("me/records/<uuid:record_id>/record.json", own.own_record_json, name="own_record_json"),
    path("me/records/<uuid:record_id>/record.<str:form>", own.own_record_form, name="own_record_form"),
    path("me/records/<uuid:record_id>/wallet/", wallets.offer, name="own_offer"),
    path(".well-known/openid-credential-issuer", wallets.issuer_metadata, name="wallet_issuer"),
    path(".well-known/oauth-authorization-server", wallets.server_metadata, name="wallet_server"),
    path("wallets/token", wallets.token, name="wallet_token"),
    path("wallets/credential", wallets.credential, name="wallet_credential"),
    path("me/records/all.zip", own.own_records_all, name="own_records_all"),
    path("s/<str:secret>/", shown.follow, name="follow_share"),
    path("shared/", shown.closed, name="share_closed"),
    path("shared/<uuid:share_id>/", shown.shown, name="shown_share"),
    path("check/live/", proving.ask, name="ask_live"),
    path("check/live/<uuid:proof_id>/", proving.live, name="live"),
    path("p/<str:secret>/", proving.interaction, name="live_interaction"),
    path("me/records/prove/<str:secret>/", proving.answer, name="own_proof"),
    path("check/", public.check, name="check"),
    path("status/<uuid:list_id>", published.status_list, name="status_list"),
    path("issuers/<uuid:issuer_id>/did.json", published.issuer_document, name="issuer_document"),
]
