"""Tests of every built site's files as a browser gets them. A site is complete, valid, private, and
the same in both languages.

A module that imports these tests (``from tests.support.html_promises import *``) has a fixture
``site`` beside it, each of its sites in turn, and a fixture ``sites``.
"""

from tests.support.html_promises.counterparts import *  # noqa: F403
from tests.support.html_promises.links import *  # noqa: F403
from tests.support.html_promises.loading import *  # noqa: F403
from tests.support.html_promises.markup import *  # noqa: F403
from tests.support.html_promises.navigation import *  # noqa: F403
from tests.support.html_promises.words import *  # noqa: F403
