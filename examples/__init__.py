"""Fictional case extracts whose yearly figures follow the published ones. See README.md.

Nothing here is about a real person, and nothing here may import another package of the project.
"""

from examples.extracts import write_examples

__all__ = ["write_examples"]
