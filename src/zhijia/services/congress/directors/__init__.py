"""职工董事、职工监事: seats, nomination, election, term, vacancy, yearly report (WC-033 … WC-038)."""
