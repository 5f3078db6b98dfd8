"""Addresses of sign-in and tokens."""

from django.urls import path

from accounts import api, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/tokens/new/", views.token_add, name="token_add"),
    path("account/tokens/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("api/v1/session/", api.SessionOperation.as_view(), name="api_session"),
    path("api/v1/tokens/", api.TokensOperation.as_view(), name="api_tokens"),
    path("api/v1/tokens/<int:pk>/", api.TokenOperation.as_view(), name="api_token"),
]
