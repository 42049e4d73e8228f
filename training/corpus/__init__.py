"""The open corpus: from the mark-up of `corpus/reports` to records in the gold format, checked and counted.

`codes` (what may be written), `world` (who is known), `markup` (lines), `dates` (phrases), `compile` (records),
`load` (records by split), `validate` (checks and counts), `stats` (a page), `swap` (other names), `agreement` (two codings).
"""
