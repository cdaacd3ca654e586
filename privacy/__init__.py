"""The promise of the project: what is published, what it costs in privacy, and the noise for it.

It reads exact counts only from the schema `cells`, and lets nothing of them out but noisy values.

Read it in this order: release.toml and declared (what is promised, as facts), noise (how a count is
blurred), records (what may still be spent, what was measured, for good), measuring (blurred once),
engine and estimating (measurements become figures that agree, as docs/method.md has it), planning
(what a draw would cost), publishing (the file that may be shown), release (what the command line
calls).
"""
