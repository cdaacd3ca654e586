"""Turn identifiers into a keyed pseudonym: HMAC-SHA-256 (RFC 2104) inside DuckDB.

The keys are bound as parameters, never written into a statement. No identifier is returned.

Identifiers are not stored, so a rotated key can't be applied to them again. Instead keys form a
chain: after a rotation the pseudonym is HMAC(new key, HMAC(old key, identifier)). Stored
pseudonyms move on by the new key alone, new deliveries pass through all keys, and both meet.
Whoever got hold of the old key can't compute today's pseudonyms.
"""

BLOCK_BYTES = 64
# Of each identifying field, what its text (`text`) is reduced to, and the name that this gets.
# Names meet across scripts, cases and accents (`word_key`), and citizenships across languages (the
# table temp.citizenship_words), so that two bodies which write the same person differently give the
# same pseudonym. A national number that lost its leading zeros gets them back.
REDUCED = {
    "national_number": (
        "national_digits",
        """case
            when regexp_full_match(text, '[0-9]{13}') then text
            when regexp_matches(text, '[0-9]')
                then lpad(regexp_replace(text, '[^0-9]', '', 'g'), 13, '0')
        end""",
    ),
    "given_name": ("given_key", "word_key(text)"),
    "family_name": ("family_key", "word_key(text)"),
    "citizenship": (
        "citizenship_key",
        """coalesce(
            (select code from temp.citizenship_words where word = word_key(text)),
            word_key(text)
        )""",
    ),
}


def key_parameters(keys: tuple[str, ...]) -> dict[str, bytes]:
    """The parameters of `hmac_sql` for the chain of `keys`: RFC 2104's inner and outer pads."""
    if isinstance(keys, str) or not keys:
        raise TypeError("The pseudonym keys are a tuple of at least one key.")
    parameters = {}
    for number, key in enumerate(keys):
        padded = key.encode().ljust(BLOCK_BYTES, b"\0")
        if len(padded) > BLOCK_BYTES:
            raise ValueError(f"A pseudonym key has at most {BLOCK_BYTES} bytes.")
        parameters[f"inner_{number}"] = bytes(byte ^ 0x36 for byte in padded)
        parameters[f"outer_{number}"] = bytes(byte ^ 0x5C for byte in padded)
    return parameters


def hmac_sql(message: str, length: int) -> str:
    """The SQL expression of the pseudonym of the text `message` under a chain of `length` keys.

    A null message stays null.
    """
    for number in range(length):
        inner = f"unhex(sha256($inner_{number}::blob || encode({message})))"
        message = f"sha256($outer_{number}::blob || {inner})"
    return message


def person_message_sql(with_citizenship: bool) -> str:
    """What identifies a person: the national number, else name and birth date, and citizenship.

    Null where neither is there.
    """
    citizenship = " || '|' || coalesce(citizenship_key, '')" if with_citizenship else ""
    return f"""case
        when national_digits is not null then 'number|' || national_digits
        else {name_message_sql()}{citizenship}
    end"""


def name_message_sql() -> str:
    """Name and birth date alone: two persons who share them may be one, which is only reported."""
    return """case
        when given_key != '' and family_key != '' and birth_date is not null
            then 'name|' || given_key || '|' || family_key || '|' || birth_date
    end"""


def row_message_sql() -> str:
    """For files that name nobody: every row is its own person."""
    return "'row|' || $delivery_id || '|' || row_number"


def reference_message_sql() -> str:
    """A source's own number of a record; the same number at another source is another record."""
    return "'reference|' || $source || '|' || nullif(trim(reference), '')"
