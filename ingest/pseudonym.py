"""Turn identifiers into a keyed pseudonym: HMAC-SHA-256 (RFC 2104) inside DuckDB.

The key is bound as a parameter, never written into a statement. Nothing here returns an identifier.
"""

from dataclasses import dataclass

BLOCK_BYTES = 64


@dataclass(frozen=True, kw_only=True)
class HmacKey:
    """The two padded keys of RFC 2104; made once per run from the secret."""

    inner: bytes
    outer: bytes


def hmac_key(secret: str) -> HmacKey:
    padded = secret.encode().ljust(BLOCK_BYTES, b"\0")
    if len(padded) > BLOCK_BYTES:
        raise ValueError(f"A pseudonym key has at most {BLOCK_BYTES} bytes.")
    return HmacKey(
        inner=bytes(byte ^ 0x36 for byte in padded), outer=bytes(byte ^ 0x5C for byte in padded)
    )


def hmac_sql(message: str) -> str:
    """The SQL expression of the pseudonym of the text expression `message` (null stays null).

    Needs the parameters $inner and $outer.
    """
    inner_digest = f"unhex(sha256($inner::blob || encode({message})))"
    return f"sha256($outer::blob || {inner_digest})"


def person_message_sql() -> str:
    """What identifies a person: the national number, else name and birth date; null if neither.

    Names meet across scripts, cases and accents (`word_key`), so that two bodies which write the
    same person's name differently give the same pseudonym.
    """
    digits = "lpad(regexp_replace(national_number, '[^0-9]', '', 'g'), 13, '0')"
    name = "word_key(given_name) || '|' || word_key(family_name)"
    return f"""case
        when regexp_matches(national_number, '[0-9]') then 'number|' || {digits}
        when word_key(given_name) != '' and word_key(family_name) != '' and birth_date is not null
            then 'name|' || {name} || '|' || birth_date
    end"""


def row_message_sql() -> str:
    """For files that name nobody: every row is its own person."""
    return "'row|' || $delivery_id || '|' || row_number"
