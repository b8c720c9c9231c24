"""Which pages form one paper: papers that share a page parted, pages that belong together joined.

``group`` decides for all pages of a bundle at once. Pages belong together by what is printed on both (the paper's own
number, VIN, plate, page marks, parts that complete each other) and by what the bundle's other papers say of plate
and VIN; by place in a file or order of photographs only where nothing printed speaks against it. Where two partners
fit equally well nothing is joined, and the paper says so.
"""

from extractors.grouping.groups import Group
from extractors.grouping.partition import group

__all__ = ["Group", "group"]
