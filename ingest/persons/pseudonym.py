"""Turn identifiers into a keyed pseudonym: HMAC-SHA-256 (RFC 2104).

The columns of a delivery are hashed by Python's library, which is twice as fast; what is in the
database already by DuckDB, with the keys bound as parameters and never written into a statement.
Both give the same bytes. No identifier is returned.

Identifiers are not stored, so a rotated key can't be applied to them again. Instead keys form a
chain: after a rotation the pseudonym is HMAC(new key, HMAC(old key, identifier)). Stored
pseudonyms move on by the new key alone, new deliveries pass through all keys, and both meet.
Whoever got hold of the old key can't compute today's pseudonyms.
"""

import hashlib

import numpy as np
import pyarrow as pa

from ingest.texts.distinct import codes, encoded

BLOCK_BYTES, DIGEST_BYTES = 64, 32
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


def pseudonyms(messages: pa.ChunkedArray, keys: tuple[str, ...]) -> pa.Array:
    """The pseudonym of each message under the chain of `keys`; a null message stays null."""
    first, *later = key_pads(keys)
    column = encoded(messages.drop_null())
    hashes = digests(column.dictionary.cast(pa.binary()).to_pylist(), *first)
    for pads in later:
        hashes = digests([digest.hex().encode() for digest in hashes], *pads)
    texts = hex_texts(hashes)
    if len(texts) == len(messages):
        return texts
    is_there = messages.is_valid().to_numpy()
    places = np.zeros(len(messages), np.int32)
    places[is_there] = codes(column)
    return texts.take(pa.array(places, mask=~is_there))


def digests(messages: list[bytes], inner: bytes, outer: bytes) -> list[bytes]:
    """The HMAC of each message; both pads are hashed once and for all."""
    after_inner, after_outer = hashlib.sha256(inner).copy, hashlib.sha256(outer).copy
    hashes = []
    for message in messages:
        first, second = after_inner(), after_outer()
        first.update(message)
        second.update(first.digest())
        hashes.append(second.digest())
    return hashes


def hex_texts(hashes: list[bytes]) -> pa.Array:
    """Their hexadecimal forms, all at once."""
    joined = b"".join(hashes).hex().encode()
    ends = np.arange(0, len(joined) + 1, 2 * DIGEST_BYTES, dtype=np.int32)
    return pa.StringArray.from_buffers(len(hashes), pa.py_buffer(ends), pa.py_buffer(joined))


def key_pads(keys: tuple[str, ...]) -> list[tuple[bytes, bytes]]:
    """RFC 2104's inner and outer pads of each key."""
    if isinstance(keys, str) or not keys:
        raise TypeError("The pseudonym keys are a tuple of at least one key.")
    padded = [key.encode().ljust(BLOCK_BYTES, b"\0") for key in keys]
    if any(len(key) > BLOCK_BYTES for key in padded):
        raise ValueError(f"A pseudonym key has at most {BLOCK_BYTES} bytes.")
    return [
        (bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)) for key in padded
    ]


def key_parameters(keys: tuple[str, ...]) -> dict[str, bytes]:
    """The parameters of `hmac_sql` for the chain of `keys`."""
    parameters = {}
    for number, (inner, outer) in enumerate(key_pads(keys)):
        parameters[f"inner_{number}"] = inner
        parameters[f"outer_{number}"] = outer
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
