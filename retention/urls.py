"""Addresses of retention."""

from django.urls import path

from retention import views

urlpatterns = [path("retention/", views.retention, name="retention")]
