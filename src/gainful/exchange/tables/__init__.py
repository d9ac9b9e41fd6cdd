"""Tables that people send: open a file, find its columns, read its cells; the one place that knows how.

Small files are read row by row in Python (`rows`), large ones by DuckDB (`large`), both by the cell rules of
`gainful.engine.tables.cell_rules` (docs/methods/tables.md).
"""
