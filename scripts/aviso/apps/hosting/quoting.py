"""Writes the names of folders as the configuration of each server needs them.

A folder may have any name that the file system allows. Each function takes a path and returns its
form in the configuration, including quotation marks. It raises CannotQuote if the syntax cannot
express the name.
"""

from __future__ import annotations

import re

# Stands for "$", which nginx and Apache cannot escape; the configuration defines it.
DOLLAR = "${aviso_dollar}"
# Names that need no quoting on any server.
PLAIN = re.compile(r"[A-Za-z0-9./_+,:@=-]*")
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
# Characters with a special meaning in the patterns of logrotate.
WILDCARD = re.compile(r"[*?\[\\]")
BRACE = re.compile(r"[{}]")


class CannotQuote(Exception):
    """A path cannot be written in the configuration of a server; the text says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The folder {path!r} cannot be named there: {reason}.")


def quote_for_nginx(path: str) -> str:
    r"""Return a path for ``root`` and ``alias`` of nginx, which look for variables in it.

    Source: ``ngx_conf_read_token`` of nginx; within quotation marks, ``\"`` and ``\\`` are escapes.
    """
    if PLAIN.fullmatch(path):
        return path
    _refuse_unwritable(path)
    return '"' + re.sub(r'(["\\])', r"\\\1", path).replace("$", DOLLAR) + '"'


def quote_fixed_for_nginx(path: str) -> str:
    """Return a path for the logs and certificates of nginx.

    With a variable in it, nginx would open the file again at each visit, and not as root.
    """
    if "$" in path:
        raise CannotQuote(path, 'nginx would read "$" as the beginning of a variable')
    return quote_for_nginx(path)


def quote_for_apache(path: str) -> str:
    """Return a path for a directive of Apache that reads it literally.

    Source: ``ap_getword_conf`` and ``ap_resolve_env`` of Apache httpd.
    """
    _refuse_unwritable(path)
    escaped = re.sub(r'(["\\])', r"\\\1", path)
    return '"' + escaped.replace("${", f"{DOLLAR}{{") + '"'


def quote_pattern_for_apache(path: str) -> str:
    """Return the path of the sites for ``<Directory>``, which reads it as a pattern.

    The rules below it begin with ``%{DOCUMENT_ROOT}``, because ``RewriteRule`` has no escapes for
    quotation marks; text after a question mark would still be a query.
    """
    if "?" in path:
        raise CannotQuote(path, 'Apache would read the text after "?" as a query')
    if re.search(r"[*\[]", path):
        # Apache reads a path as a pattern only if it contains an unescaped wildcard.
        path = re.sub(r"[*\[]", r"[\g<0>]", path.replace("\\", "\\\\"))
    return quote_for_apache(path)


def quote_for_caddy(path: str) -> str:
    """Return a path for Caddy, in backquotes: nothing in them is an escape.

    A path with a backquote goes into quotation marks. ``{…}`` is a placeholder unless there is a
    backslash before the braces, and ``{$…}`` is always an environment variable.
    Source: ``caddyfile/lexer.go``, ``caddyfile/parse.go`` and ``replacer.go`` of Caddy.
    """
    if PLAIN.fullmatch(path):
        return path
    _refuse_unwritable(path)
    if "{$" in path:
        raise CannotQuote(path, 'Caddy would read "{$" as an environment variable')
    if "{" in path:
        # Without an opening brace, Caddy looks for neither placeholders nor their escapes.
        path = BRACE.sub(r"\\\g<0>", path)
    if "`" not in path:
        return f"`{path}`"
    if re.search(r'(?<!\\)(\\\\)*\\("|$)', path):
        raise CannotQuote(path, "Caddy cannot read a backslash, a backquote and a quotation mark")
    return '"' + path.replace('"', '\\"') + '"'


def quote_for_logrotate(path: str) -> str:
    """Return a path for logrotate, which reads it as a pattern with wildcards.

    No escape helps: with ``dateext``, logrotate looks for the logs to delete by a pattern of the
    bare name. Old logs would stay longer than the notice says, or those of another folder would go.
    Source: ``parseGlobString`` and ``prerotateSingleLog`` of logrotate, ``poptParseArgvString``.
    """
    if PLAIN.fullmatch(path):
        return path
    _refuse_unwritable(path)
    if BRACE.search(path):
        raise CannotQuote(path, "logrotate reads a brace as the end of the names")
    if found := WILDCARD.search(path):
        raise CannotQuote(path, f'logrotate would read "{found[0]}" as part of a pattern')
    return '"' + path.replace('"', '\\"') + '"'


def _refuse_unwritable(path: str) -> None:
    """Raise CannotQuote for a path that does not fit on a line of UTF-8 text."""
    if CONTROL_CHARACTER.search(path):
        raise CannotQuote(path, "it has a line break or another control character in its name")
    if any("\ud800" <= character <= "\udfff" for character in path):
        raise CannotQuote(path, "its name is not written in UTF-8")
