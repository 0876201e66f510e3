"""One settings module for every installation; what differs comes from the environment (`ZHIJIA_*`)."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from zhijia.site.postgres import database_settings
from zhijia.site.secrets import home_folder, secret_key

HOME = home_folder(os.environ)
SECRET_KEY = secret_key(HOME, os.environ)
DEBUG = os.environ.get("ZHIJIA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("ZHIJIA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ZHIJIA_ORIGINS", "").split(",") if origin]
PUBLIC_ADDRESS = os.environ.get("ZHIJIA_PUBLIC_ADDRESS") or (CSRF_TRUSTED_ORIGINS or ["http://localhost:8000"])[0]
"""What stands before the path in the addresses that leave the product: on paper, in messages."""
MESSAGES_SMTP = os.environ.get("ZHIJIA_SMTP", "")
"""The mail server, as `smtp://user:password@host:25?from=zhijia@example.org`; empty: no e-mail."""
MESSAGES_WEBHOOK = os.environ.get("ZHIJIA_WEBHOOK", "")
MESSAGES_WEBHOOK_SECRET = os.environ.get("ZHIJIA_WEBHOOK_SECRET", "")
"""The city's gateway for short messages or work WeChat, and the secret by which it knows us; empty: none."""
MESSAGES_TEXTS = os.environ.get("ZHIJIA_SMS", "")
MESSAGES_TEXTS_SECRET = os.environ.get("ZHIJIA_SMS_SECRET", "")
"""The city's gateway for codes to a phone, and its secret; `file:/path` writes them into a file instead; empty: none."""
IS_HTTPS = os.environ.get("ZHIJIA_HTTPS") == "1"
IS_TLS_SELF = os.environ.get("ZHIJIA_TLS_SELF") == "1"
"""Served under a certificate of our own: the browser keeps cookies for this scheme, and remembers nothing for a year."""
BOX_ADDRESS = os.environ.get("ZHIJIA_BOX_ADDRESS", "")
BOX_PORT = os.environ.get("ZHIJIA_BOX_PORT", "8001")
"""Where ballots are put in: another host, best run by somebody else; without one, this host at another port."""
LIVE_ADDRESS = os.environ.get("ZHIJIA_LIVE_ADDRESS", "")
LIVE_PORT = os.environ.get("ZHIJIA_LIVE_PORT", "8002")
"""Where changes are pushed to those who watch a meeting; without an address, this host at another port."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "zhijia.faces.entrance",  # before allauth: its templates stand in front of allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
    "zhijia.ui",
    "zhijia.trail",
    "zhijia.organisation",
    "zhijia.engines.ballots",
    "zhijia.engines.campaigns",
    "zhijia.engines.cases",
    "zhijia.engines.documents",
    "zhijia.engines.imports",
    "zhijia.engines.issues",
    "zhijia.engines.live",
    "zhijia.engines.messages",
    "zhijia.engines.indicators",
    "zhijia.engines.public_notices",
    "zhijia.engines.scorecards",
    "zhijia.engines.visits",
    "zhijia.services.bargaining",
    "zhijia.services.congress",
    "zhijia.services.contacts",
    "zhijia.services.openness",
    "zhijia.services.organising",
    "zhijia.services.plans",
    "zhijia.services.statistics",
    "zhijia.services.supervision",
    "zhijia.faces.workbench",
    "zhijia.faces.cockpit",
    "zhijia.faces.partner",
    "zhijia.faces.polling",
    "zhijia.faces.portal",
    "zhijia.faces.verification",
    "zhijia.demo",
    "zhijia.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhijia.site.middleware.PlainAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhijia.organisation.middleware.ScopeMiddleware",
    "zhijia.faces.partner.gate.PartnerGateMiddleware",
    "zhijia.faces.portal.gate.PortalGateMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # inside the scope: it answers exceptions that are no failures
    "zhijia.faces.entrance.middleware.FirstLoginMiddleware",
]

ROOT_URLCONF = "zhijia.site.urls"
WSGI_APPLICATION = "zhijia.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "zhijia.faces.shell.shell",
            ],
        },
    }
]

DATABASES = database_settings(os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["zhijia.organisation.accounts.signin.CountingBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "zhijia.faces.entrance.adapter.ClosedDoorAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # lock-outs are counted in the database (organisation.accounts), caches count per worker
ACCOUNT_FORMS = {
    "login": "zhijia.faces.entrance.forms.SignInForm",
    "reauthenticate": "zhijia.faces.entrance.forms.PasswordAgain",
}
REQUIRE_TOTP = os.environ.get("ZHIJIA_REQUIRE_TOTP", "1") == "1"  # a demo city never asks for it
MFA_FORMS = {
    "authenticate": "zhijia.faces.entrance.forms.SecondFactorForm",
    "reauthenticate": "zhijia.faces.entrance.forms.SecondFactorAgainForm",
    "activate_totp": "zhijia.faces.entrance.forms.SetUpSecondFactorForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Zhijia"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS or IS_TLS_SELF
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "zhijia.ui.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
SEALING_FOLDER = HOME / "sealing"  # the secret halves of the keys that sign the log's checkpoints

PROTECTION_FOLDER = Path(os.environ.get("ZHIJIA_PROTECTION") or HOME / "protection")
"""The key-encryption keys of personal data, one file each."""
PROTECTION_CIPHER = {"aes": "AES_256_GCM", "sm4": "SM4_GCM"}[os.environ.get("ZHIJIA_CIPHER", "aes")]
"""What seals personal data written from now on; what the other cipher sealed stays readable."""

ROSTER_PROCESSES = int(os.environ.get("ZHIJIA_ROSTER_PROCESSES") or min(2, os.cpu_count() or 1))
"""How many processes check and enter a large roster of members at once."""

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "zhijia.site.static.RememberingStorage"},
}
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
