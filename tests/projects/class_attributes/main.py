"""Class-level constants and module variables hold containers that other files read."""
from baseline import BASELINE, PARAMS, Baseline
from compare import compare, missing
import baseline

print({m.key: m.value for m in Baseline.METRICS})
print([p.key for p in PARAMS], baseline.RUN.info.run_uuid[:2], len(BASELINE))
print(compare(), missing("lr"), missing("nope"))
print([t.value for tags in baseline.BASELINE.values() for t in tags])
