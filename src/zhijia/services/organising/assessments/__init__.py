"""The register of impact assessments of personal data (services §J0: PR-05)."""
