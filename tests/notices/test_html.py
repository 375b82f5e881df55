"""Every file of every site of the project, as the bytes that a browser gets."""

from tests.support.html_promises import *  # noqa: F403
