"""The ledger's text without a disk: what is read is what was written, or it is named."""

import json
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest

from privacy.errors import LedgerTamperedError
from privacy.records.ledger_lines import (
    START,
    Charge,
    Ledger,
    charge_of,
    line_of,
    read_lines,
    sealed,
)


def chain(length: int) -> tuple[Charge, ...]:
    made: list[Charge] = []
    for number in range(1, length + 1):
        charge = Charge(
            number=number,
            charged_at="2026-01-01T00:00:00+00:00",
            register="national",
            population="victims",
            measurement=f"victims_by_year/{2010 + number}",
            cohorts=(2010 + number,),
            spans_years=False,
            rho=Decimal("0.050"),
            why="",
            spec="ab12",
            previous=made[-1].hash if made else START,
        )
        made.append(sealed(charge))
    return tuple(made)


def text(charges: tuple[Charge, ...]) -> bytes:
    return b"".join(line_of(charge) for charge in charges)


def test_what_is_read_is_what_was_written_to_the_last_digit() -> None:
    charges = chain(3)
    assert read_lines(text(charges)) == Ledger(charges=charges)
    assert str(read_lines(text(charges)).charges[0].rho) == "0.050"
    assert read_lines(b"") == Ledger()


def test_the_head_is_the_last_hash_and_before_the_first_charge_the_start() -> None:
    charges = chain(2)
    assert Ledger(charges=charges).head == charges[1].hash
    assert Ledger().head == START == "0" * 64


def test_a_hash_covers_all_of_the_line_but_itself() -> None:
    (charge,) = chain(1)
    facts = {**json.loads(line_of(charge))}
    del facts["hash"]
    assert charge.hash == sha256(json.dumps(facts).encode()).hexdigest()
    assert sealed(replace(charge, hash="anything")) == charge


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ({"rho": Decimal("0.01")}, "line 2 was changed"),
        ({"cohorts": (2013,)}, "line 2 was changed"),
        ({"hash": "0" * 64}, "line 2 was changed"),
    ],
)
def test_a_changed_fact_is_told_with_its_line(spoiled: dict, told: str) -> None:
    first, second, third = chain(3)
    with pytest.raises(LedgerTamperedError, match=told):
        read_lines(text((first, replace(second, **spoiled), third)))


def test_a_line_sealed_anew_is_told_by_the_next_and_a_lacking_one_by_its_number() -> None:
    first, second, third = chain(3)
    anew = sealed(replace(second, rho=Decimal("0.01")))
    with pytest.raises(LedgerTamperedError, match="line 3 does not continue"):
        read_lines(text((first, anew, third)))
    with pytest.raises(LedgerTamperedError, match="line 2 is charge 3"):
        read_lines(text((first, third)))
    with pytest.raises(LedgerTamperedError, match="line 1 does not continue"):
        read_lines(text((sealed(replace(first, previous="1" * 64)),)))


def test_every_cut_of_the_last_line_is_torn_but_that_of_its_line_break() -> None:
    charges = chain(2)
    whole, last = text(charges), len(line_of(charges[1]))
    for cut in range(2, last):
        found = read_lines(whole[:-cut])
        assert found.charges == charges[:1]
        assert found.torn == line_of(charges[1])[: last - cut]
        assert found.last_line_ended
    unended = read_lines(whole[:-1])
    assert unended == Ledger(charges=charges, last_line_ended=False)
    assert read_lines(whole[:-last]) == Ledger(charges=charges[:1])


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"no", b'{"cohorts": 1}', b"\xff"])
def test_what_is_no_charge_is_none(line: bytes) -> None:
    assert charge_of(line) is None


def test_a_cost_that_is_no_number_is_no_charge() -> None:
    (charge,) = chain(1)
    assert charge_of(line_of(charge)) == charge
    assert charge_of(line_of(charge).replace(b"0.050", b"much")) is None
