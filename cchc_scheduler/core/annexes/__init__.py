"""What an annex says: from grids of cells, whatever file they came from, to proposals of tasks.

`grids` are the cells, `headings` and `columns` find the table by its heads, `rows` tells tasks from
the rest, `unit_cells` matches units, `day_cells` reads deadlines, `reading` puts it together.
"""
