"""What every built site promises, by the bytes that a browser gets.

It is whole, valid, private, and the same in both languages.

A module that takes these tests in (``from tests.support.html_promises import *``) has a fixture
``site`` beside it, each of its sites in turn, and a fixture ``sites``.
"""

from tests.support.html_promises.counterparts import *  # noqa: F403
from tests.support.html_promises.links import *  # noqa: F403
from tests.support.html_promises.loading import *  # noqa: F403
from tests.support.html_promises.markup import *  # noqa: F403
from tests.support.html_promises.navigation import *  # noqa: F403
from tests.support.html_promises.words import *  # noqa: F403
