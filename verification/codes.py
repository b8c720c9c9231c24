"""The checks of ``domain.identifiers``, remembered: the rules ask them for the same few codes again and again."""

from __future__ import annotations

from functools import lru_cache

from domain.identifiers import declaration_number, invoice_number, licence_number, plate, uscc, vin
from domain.identifiers.cleaning import clean

_SIZE = 8192

vin_check_digit = lru_cache(_SIZE)(vin.check_digit)
vin_requires_check_digit = lru_cache(_SIZE)(vin.requires_check_digit)
vin_model_years = lru_cache(_SIZE)(vin.model_years)
vin_makers = lru_cache(_SIZE)(vin.makers_of)
is_licence_number = lru_cache(_SIZE)(licence_number.is_valid)
is_uscc = lru_cache(_SIZE)(uscc.is_valid)
is_plate = lru_cache(_SIZE)(plate.is_valid)
is_new_energy_plate = lru_cache(_SIZE)(plate.is_new_energy)
is_pure_electric_plate = lru_cache(_SIZE)(plate.is_pure_electric)
is_invoice_number = lru_cache(_SIZE)(invoice_number.is_valid)
invoice_year = lru_cache(_SIZE)(invoice_number.year)
is_declaration_number = lru_cache(_SIZE)(declaration_number.is_valid)
is_export_number = lru_cache(_SIZE)(declaration_number.is_export)
declaration_year = lru_cache(_SIZE)(declaration_number.year)
clean_code = lru_cache(_SIZE)(clean)
"""``domain.identifiers.cleaning.clean`` with the characters to drop as second argument"""
