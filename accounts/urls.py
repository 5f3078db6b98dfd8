"""Addresses of sign-in, second factors, passwords and tokens. Names with allauth's words are those that it asks for itself."""

from django.urls import path

from accounts import api, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.code, name="mfa_authenticate"),
    path("sign-in/passkey/", views.passkey_options, name="passkey_options"),
    path("sign-in/password/", views.password_forgotten, name="password_forgotten"),
    path("sign-in/password/<str:uid>/<str:token>/", views.password_reset, name="password_reset"),
    path("sign-in/with/<slug:provider_id>/", views.sign_on, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", views.sign_on_back, name="openid_connect_callback"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("session/", views.session_extend, name="session_extend"),
    path("kept/<int:pk>/", views.kept, name="kept"),
    path("kept/<int:pk>/discard/", views.kept_discard, name="kept_discard"),
    path("account/confirm/", views.confirm, name="account_reauthenticate"),
    path("account/password/", views.password_change, name="password_change"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("account/second-factor/app/", views.totp_add, name="totp_add"),
    path("account/second-factor/passkey/", views.passkey_add, name="passkey_add"),
    path("account/second-factor/codes/", views.recovery_codes, name="recovery_codes"),
    path("account/second-factor/<int:pk>/remove/", views.factor_remove, name="factor_remove"),
    path("account/tokens/new/", views.token_add, name="token_add"),
    path("account/tokens/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("api/v1/session/", api.SessionOperation.as_view(), name="api_session"),
    path("api/v1/tokens/", api.TokensOperation.as_view(), name="api_tokens"),
    path("api/v1/tokens/<int:pk>/", api.TokenOperation.as_view(), name="api_token"),
]
