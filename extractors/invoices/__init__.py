"""Parts of an invoice that paper, roll, electronic and digital forms share: heading, sides, lines, totals, remark."""
