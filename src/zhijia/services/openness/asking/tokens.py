"""What stands for a person where nobody may know her: made with a key that the database does not hold."""

from django.utils.crypto import salted_hmac


def token_of(purpose: str, disclosure_id: int, person_id: int) -> str:
    """The same person and disclosure give the same token for one purpose; two purposes or disclosures cannot be matched."""
    return salted_hmac(f"zhijia.openness.{purpose}", f"{disclosure_id}:{person_id}", algorithm="sha256").hexdigest()
