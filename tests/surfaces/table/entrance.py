"""Logging in, one's own account, and pages without records."""

from tests.surfaces.surface import Kind, Surface, always

NOBODY: frozenset[str] = frozenset()

ENTRANCE = (
    Surface("account_login", Kind.ENTRANCE, is_open=True),
    Surface("account_logout", Kind.ENTRANCE, is_open=True),
    Surface("account_inactive", Kind.ENTRANCE, is_open=True),
    Surface("account_reauthenticate", Kind.ENTRANCE),
    Surface("mfa_index", Kind.ENTRANCE),
    Surface("mfa_authenticate", Kind.ENTRANCE),
    Surface("mfa_reauthenticate", Kind.ENTRANCE),
    Surface("mfa_activate_totp", Kind.ENTRANCE),
    Surface("mfa_deactivate_totp", Kind.ENTRANCE, sees=NOBODY),
    Surface("mfa_view_recovery_codes", Kind.ENTRANCE, sees=NOBODY),
    Surface("mfa_generate_recovery_codes", Kind.ENTRANCE),
    Surface("mfa_download_recovery_codes", Kind.ENTRANCE, sees=NOBODY),
    Surface("entrance:activate", Kind.ENTRANCE, is_open=True),
    Surface("entrance:seal", Kind.ENTRANCE, is_open=True),
    Surface("entrance:verifier", Kind.ENTRANCE, is_open=True),
    Surface("entrance:account", Kind.ENTRANCE),
    Surface("entrance:first_password", Kind.ENTRANCE),
    Surface("entrance:change_password", Kind.ENTRANCE),
    Surface("entrance:choose_post", Kind.ENTRANCE),
    Surface("entrance:choose_face", Kind.ENTRANCE, is_post=True),
    Surface("entrance:preferences", Kind.ENTRANCE, is_open=True),
    Surface("ui:appearance", Kind.ENTRANCE, is_post=True, is_open=True),
    Surface("ui:gallery", Kind.ENTRANCE, is_open=True),
    Surface("ui:gallery_tree", Kind.ENTRANCE, is_open=True),
    Surface("ui:gallery_options", Kind.ENTRANCE, is_open=True),
    Surface("ui:gallery_example", Kind.ENTRANCE, always("desk"), is_open=True),
)
