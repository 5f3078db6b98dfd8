"""All settings; values come from the environment (docs/operations.md lists them)."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from kombu.entity import Queue

from jtai import environment
from jtai.choices import CHOICES

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(environment.text("JTAI_VAR", str(BASE_DIR / "var")))

DEBUG = environment.flag("JTAI_DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", "")
DEMONSTRATION = environment.flag("JTAI_DEMONSTRATION", default=False)
# Who is listed beside the sign-in form: by name, since a higher room knows who does what.
DEMONSTRATION_CAST = "reports.demonstration.people.sign_ins"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "guardian",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "audit",
    "jobs",
    "accounts",
    "files",
    "writing",
    "agencies",
    "intelligence",
    "programmes",
    "inspections",
    "scheduling",
    "reports",
    "retention",
    "disclosure",
    "desk",
]

MIDDLEWARE = [
    "jtai.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    # Before the static files: a picture that is opened by itself is a document as well.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.SessionLimits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agencies.middleware.SignInFirst",
    # After who somebody is, and before anything is looked up for them.
    "jtai.limits.Limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jtai.errors.RefusalMiddleware",
    "audit.reads.ReadsMiddleware",
]

ROOT_URLCONF = "jtai.urls"
WSGI_APPLICATION = "jtai.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "desk.context.navigation",
            ],
        },
    },
]
FORM_RENDERER = "jtai.forms.GovukRenderer"

DATABASES = {
    "default": {
        **environment.database("DATABASE_URL", "postgresql:///jtai"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions stay in PostgreSQL: flushing Redis must not sign everyone out.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
# Both are kept on the server (accounts.middleware): a cookie's own age is the browser's business.
SESSION_LONGEST_SECONDS = 8 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_WARNING_SECONDS = 5 * 60
SESSION_COOKIE_SECURE = environment.flag("JTAI_HTTPS", default=False)
# A browser takes a cookie of this prefix only over https, from this very host and for all of it: a neighbouring host of the
# same domain cannot plant one. Lax, not Strict: who follows a link of an e-mail, or comes back from single sign-on, is still
# signed in, and no other site's form sends the cookie.
if SESSION_COOKIE_SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # no script of ours reads them
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "accounts.views.stale_form"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SESSION_COOKIE_SECURE
SECURE_HSTS_PRELOAD = SESSION_COOKIE_SECURE
BEHIND_PROXY = environment.flag("JTAI_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# How long anybody may keep a page that is open to everyone (jtai.headers); a new report waits no longer than this.
PUBLIC_PAGE_SECONDS = environment.number("JTAI_PUBLIC_PAGE_SECONDS", 30)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [NONE],
        "upgrade-insecure-requests": SESSION_COOKIE_SECURE,
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["agencies.backends.MemberBackend"]
ANONYMOUS_USER_NAME = None
# Rights are read from group grants in inspections.access; nobody asks has_perm, so its backend stays unhooked.
# The lock-out's backend is part of ours, and its answer is a sentence of our form: no middleware is needed.
SILENCED_SYSTEM_CHECKS = ["guardian.W001", "axes.W002"]
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = environment.words("JTAI_PASSWORD_HASHERS", "django.contrib.auth.hashers.PBKDF2PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Sign-in (docs/adr/0007): accounts come by invitation, so allauth makes none, and knows no other e-mail addresses than ours.
ACCOUNT_ADAPTER = "agencies.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# How many links for a new password are sent; wrong passwords and codes are counted by django-axes.
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/h/key", "login_failed": None, "reauthenticate": None}
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "agencies.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_RECOVERY_CODE_COUNT = 10
# Phones are half a minute wrong; each code opens once all the same.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Joint targeted area inspections"
SOCIALACCOUNT_ADAPTER = "agencies.adapters.SignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
# A form that another origin answers to would need it in form-action; the state that comes back guards the way.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

AXES_FAILURE_LIMIT = 5
AXES_USERNAME_FORM_FIELD = "username"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "email", "code", "credential", "csrfmiddlewaretoken"]
AXES_VERBOSE = False
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "published_reports"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads and built reports are served by views that check, never by address: MEDIA_URL stays empty.
MEDIA_ROOT = Path(environment.text("JTAI_MEDIA", str(VAR / "media")))
MEDIA_URL = ""
S3_BUCKET = environment.text("JTAI_S3_BUCKET", "")
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": S3_BUCKET,
                "endpoint_url": environment.text("JTAI_S3_ENDPOINT", "") or None,
                "default_acl": "private",
                "file_overwrite": False,
            },
        }
        if S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}}
    ),
    "staticfiles": {
        "BACKEND": environment.text("JTAI_STATIC_STORAGE", "jtai.statics.Statics"),
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# What one upload may be (files.kinds), and how much there may be of it. Every refusal names its limit.
FILE_MAX_BYTES = environment.number("JTAI_FILE_MAX_MB", 20) * 1024 * 1024
FILE_MAX_SENDING_BYTES = 5 * FILE_MAX_BYTES  # to a page that takes files (RATE_LIMITED: "upload"); elsewhere as for words
FILE_MAX_UNPACKED_BYTES = 200 * 1024 * 1024
FILE_MAX_PARTS = 2_000
# As much as a telephone's camera makes; four bytes of memory each while the picture is drawn anew.
FILE_MAX_PIXELS = 25_000_000
FILE_MOST_AN_ITEM = 20
FILE_MAX_INSPECTION_BYTES = environment.number("JTAI_FILE_MAX_INSPECTION_MB", 1_000) * 1024 * 1024
# A table of activities (programmes.importing): its longest, its largest, and what a workbook may unpack to.
IMPORT_ROWS = environment.number("JTAI_IMPORT_ROWS", 50_000)
IMPORT_BYTES = environment.number("JTAI_IMPORT_BYTES", FILE_MAX_BYTES)
IMPORT_UNPACKED_BYTES = 100 * 1024 * 1024
# host:port of clamd; without it files say that they were not scanned.
FILE_SCANNER = environment.text("JTAI_CLAMD", "")
FILE_UPLOAD_HANDLERS = [
    "files.receiving.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = environment.text("JTAI_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = environment.text("JTAI_EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("JTAI_EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("JTAI_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("JTAI_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("JTAI_EMAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = environment.text("JTAI_EMAIL_FROM", "no-reply@jtai.example")
PUBLIC_ADDRESS = environment.text("JTAI_PUBLIC_ADDRESS", f"http://localhost:{environment.number('JTAI_PORT', 8000)}")

REDIS_URL = environment.text("REDIS_URL", "redis://localhost:6379/0")
# How often in so many seconds (jtai.limits): for each person who is signed in, else for each address. An office shares one
# address, so that its limits are wide; axes stops guessing at one account.
RATE_LIMITS = {
    "sign_in": (60, 60), "search": (120, 60), "export": (60, 60), "upload": (60, 60), "public": (600, 60), "api": (1_200, 60),
    # E-mails to addresses that somebody types: an office that begins invites a hundred, whoever sends advertisements more.
    "letters": (100, 3_600),
}  # fmt: skip
# All limits times this; the tests and the bench ask faster than people do.
RATE_LIMIT_TIMES = environment.number("JTAI_RATE_LIMIT_TIMES", 1)
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A request never waits for the broker: the row is written, the reaper hands it on when Redis is back.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
    "visibility_timeout": 3600,
}
# The reaper has a queue of its own: behind a hundred builds it would come too late. A stale call of it is dropped.
CELERY_TASK_ROUTES = {"jobs.tasks.reap": {"queue": "reap"}}
CELERY_TASK_QUEUES = [Queue(name) for name in ("celery", "reap")]  # type: ignore[no-untyped-call]  # -- kombu has no types
CELERY_BEAT_SCHEDULE = {
    "reap": {"task": "jobs.tasks.reap", "schedule": timedelta(seconds=5), "options": {"expires": 15}},
    "seal": {"task": "audit.tasks.seal_trail", "schedule": timedelta(minutes=1), "options": {"expires": 50}},
    "retain": {"task": "retention.tasks.retain_daily", "schedule": timedelta(days=1)},
    "escalate": {"task": "intelligence.tasks.escalate_late", "schedule": timedelta(hours=1)},
    "months": {"task": "audit.tasks.make_months", "schedule": timedelta(hours=6)},
}
# A build that hangs is stopped with a sentence, then killed; the longest real one takes seconds.
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
JOB_HEARTBEAT_SECONDS = environment.number("JTAI_JOB_HEARTBEAT_SECONDS", 3)
JOB_LOST_AFTER_SECONDS = environment.number("JTAI_JOB_LOST_AFTER_SECONDS", 15)

# Within how many working days what another inspectorate shared is acknowledged, and decided. No source states them: to be set.
INTELLIGENCE_DAYS = {
    "acknowledge": environment.number("JTAI_ACKNOWLEDGE_DAYS", 5),
    "decide": environment.number("JTAI_DECIDE_DAYS", 20),
    "acknowledge_urgent": environment.number("JTAI_ACKNOWLEDGE_URGENT_DAYS", 1),
    "decide_urgent": environment.number("JTAI_DECIDE_URGENT_DAYS", 5),
}

# The key of the trail's seals, kept outside the database; older ones after it, so that their seals still verify.
SEAL_KEYS = environment.words("JTAI_SEAL_KEY", "")
# The policy table of retention: data, to be edited.
RETENTION_TABLE = environment.text("JTAI_RETENTION", str(BASE_DIR / "retention" / "reference" / "policies.csv"))
# Whose reading is written down: every address below one inspection, below one item that inspectorates share, and below one
# letter between them; below one activity of a routine programme and what follows from it; the tables that were sent in, and a
# programme's list as a file. Beside each beginning, whose chain it is. "pk" is its number, else "code" its name.
CASEWORK_ROUTES = {
    f"{api}{room}": chain
    for api in ("", "api/v1/")
    for room, chain in (
        ("inspections/<int:pk>/", "inspection"),
        ("responses/<int:pk>/", "inspection"),
        ("intelligence/<int:pk>/", "item"),
        ("intelligence/letters/<int:pk>/", "letter"),
        ("activities/<int:pk>/", "activity"),
        ("breaches/<int:pk>/", "breach"),
        ("recommendations/<int:pk>/", "recommendation"),
        ("check-items/<int:pk>/", "check-item"),
        ("programmes/<slug:code>/imports/<int:pk>/", "import"),
        ("programmes/<slug:code>/export.", "programme"),
    )
}
# As sensitive as the casework they are about.
MARKED_ROUTES = (
    *CASEWORK_ROUTES, "access-requests/", "intelligence/", "programmes/", "activities/", "breaches/", "recommendations/",
    "check-items/", "programme-years/<int:year>/plans/", "programme-years/<int:year>/plan/",
    "programme-years/<int:year>/replacements/", "programme-years/<int:year>/target/",
)  # fmt: skip
# Reads of the present quarter that a process remembers, about 200 bytes each; 0: none.
READS_REMEMBERED = environment.number("JTAI_READS_REMEMBERED", 20_000)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "accounts.authentication.TokenScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["jtai.parsing.Json"],
    "DEFAULT_SCHEMA_CLASS": "jtai.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "jtai.api.Pages",
    "EXCEPTION_HANDLER": "jtai.errors.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Joint targeted area inspections",
    "DESCRIPTION": "The same commands and rules as the pages. Errors are RFC 9457 problem details.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "jtai.schema.complete"],
    "ENUM_NAME_OVERRIDES": CHOICES,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "jtai.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_trace_for_refusals": {"()": "jtai.logs.NoTraceForRefusals"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_trace_for_refusals"]},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
