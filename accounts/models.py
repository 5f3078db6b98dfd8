"""Who a person is, and the personal tokens with which their programs sign in."""

from typing import ClassVar

from allauth.socialaccount.models import SocialApp
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jtai.constraints import one_of

LONGEST_DAYS = 365  # of a token


class People(BaseUserManager["User"]):
    """Finds and makes people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this address; capitals do not matter."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A new person; without a password nobody can sign in as them."""
        person = self.model(email=self.normalize_email(email), name=name)
        person.set_password(password)
        person.save()
        return person


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do comes from memberships, roles and groups, never from this row."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    is_system_administrator = models.BooleanField(default=False)
    demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case"),
            # Casework rights come from grants; a superuser would pass every check unseen.
            models.CheckConstraint(name="user_nobody_is_superuser", condition=models.Q(is_superuser=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as it is written in reports."""
        return self.name


class Scope(models.TextChoices):
    """What a token may do."""

    READ = "read", _("Read only")
    WRITE = "write", _("Read and change")


class Token(models.Model):
    """A personal token: only its SHA-256 is kept, so it is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            one_of("token", "scope", Scope.values),
            models.CheckConstraint(name="token_expires_later", condition=models.Q(expires_at__gt=models.F("created_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} (…{self.ending})"


class KeptSending(models.Model):
    """What somebody sent after their sign-in had ended, until they have signed in again.

    sealed: encrypted with a key that only a cookie of that browser holds; the row has the digest of it. path: where it was
    sent to.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_sendings")
    cookie_digest = models.CharField(max_length=64)
    path = models.CharField(max_length=2_000)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"for {self.path}"


class SingleSignOn(models.Model):
    """Binds an OpenID provider to one inspectorate (its code), whose people it signs in.

    domains: of their e-mail addresses. second_factor: whether the provider asks for one itself, so that we need not.
    """

    app = models.OneToOneField(SocialApp, on_delete=models.CASCADE, primary_key=True, related_name="single_sign_on")
    inspectorate = models.SlugField(max_length=40)
    domains = models.JSONField(default=list)
    second_factor = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.app.name} ({self.inspectorate})"
