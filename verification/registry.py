"""Every rule, in the order in which people read them. Adding a rule is one module and one line here."""

from __future__ import annotations

from verification.claim import RuleSpec
from verification.rules import (
    bundle_empty,
    days_boundary,
    days_rule,
    file_problems,
    letter_country,
    letter_date,
    letter_maker,
    letter_names_car,
    letter_outlets,
    letter_present,
    letter_seal,
    maintenance_present,
    mileage_declared,
    mileage_falls,
    papers_required,
    readings_certain,
    register_date_equal,
    vin_check_digit,
    vin_confusable,
    vin_equal,
    vin_form,
)

RULES: tuple[RuleSpec, ...] = (
    bundle_empty.RULE,
    file_problems.RULE,
    papers_required.RULE,
    readings_certain.RULE,
    # identity
    vin_form.RULE,
    vin_check_digit.RULE,
    vin_equal.RULE,
    vin_confusable.RULE,
    # the 180-day rule
    register_date_equal.RULE,
    days_rule.RULE,
    days_boundary.RULE,
    # the manufacturer's letter
    letter_present.RULE,
    letter_names_car.RULE,
    letter_country.RULE,
    letter_maker.RULE,
    letter_seal.RULE,
    letter_outlets.RULE,
    letter_date.RULE,
    # maintenance and history
    maintenance_present.RULE,
    mileage_falls.RULE,
    mileage_declared.RULE,
)
