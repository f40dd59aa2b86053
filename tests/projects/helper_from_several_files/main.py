"""A helper three packages deep, called with containers from three files."""
from records import RUN_IDS

import bench.jobs.nightly
from bench.jobs.weekly import compare
from bench.web.views.run_page import RunPage

print(bench.jobs.nightly.collect(RUN_IDS))
print(compare(RUN_IDS[0], RUN_IDS[1]), compare(RUN_IDS[2], RUN_IDS[3]))
print(RunPage(RUN_IDS[1]).render())
