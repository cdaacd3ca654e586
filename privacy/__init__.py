"""The promise of the project: what is published, what it costs in privacy, and the noise for it.

It reads exact counts only from the schema `cells`, and lets nothing of them out but noisy values.

Read it in this order: release.toml (what is promised), spec (the promise as facts), noise (how a
count is blurred), budget and ledger (what may still be spent), opening (ledger locked, history
checked), measuring (blurred once, for good), windows (measurements become figures that agree:
components, reconcile, fit, rounding, intervals, as docs/method.md has it), publishing (the file
that may be shown), release (what the command line calls).
"""
