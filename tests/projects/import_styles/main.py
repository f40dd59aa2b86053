"""One helper, reached by absolute, relative and aliased imports and through its package."""
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

import shop.report.text as t
import shop.report.table
from shop.report import summary as s

for run_id in (RUN_ID, SECOND_RUN_ID, EMPTY_RUN_ID):
    print(t.lines(run_id))
    print(shop.report.table.rows(run_id))
    print(s.summary(run_id))
