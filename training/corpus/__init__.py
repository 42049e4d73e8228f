"""The open corpus: from the mark-up of `corpus/reports` to records in the gold format, checked and counted.

What may be written: `codes`, `world`. How it is read: `lines`, `tokens`, `coding`, `markup`, `dates`. Records: `claims`, `compile`,
`load`. About them: `validate`, `advice`, `counts`, `stats`, `swap` (other names), `agreement` (two codings).
"""
