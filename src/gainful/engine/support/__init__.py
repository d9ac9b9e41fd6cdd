"""Support: what people say they need, which service fits, where and when it is; raises, caseloads, offline edits."""
