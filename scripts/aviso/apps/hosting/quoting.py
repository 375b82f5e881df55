"""Writes the names of folders as the configuration of each server needs them.

A folder may have any name that the file system allows. Each function takes the path as it is and
returns what stands for it in the configuration, quotation marks included; it raises CannotQuote
where the syntax has no way to write the name.
"""

from __future__ import annotations

import re

# Stands for "$", which nginx and Apache have no sign for; the configuration defines it.
DOLLAR = "${aviso_dollar}"
# Names that every server takes as they are.
PLAIN = re.compile(r"[A-Za-z0-9./_+,:@=-]*")
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
# What stands for other characters in the patterns of logrotate.
WILDCARD = re.compile(r"[*?\[\]\\]")
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

    With a variable in it, nginx would open the file anew at each visit, and not as root.
    """
    if "$" in path:
        raise CannotQuote(path, 'nginx would take "$" for the beginning of a variable')
    return quote_for_nginx(path)


def quote_for_apache(path: str) -> str:
    """Return a path for a directive of Apache that takes it as it stands.

    Source: ``ap_getword_conf`` and ``ap_resolve_env`` of Apache httpd.
    """
    _refuse_unwritable(path)
    escaped = re.sub(r'(["\\])', r"\\\1", path)
    return '"' + escaped.replace("${", f"{DOLLAR}{{") + '"'


def quote_pattern_for_apache(path: str) -> str:
    """Return the path of the sites for ``<Directory>``, which takes it for a pattern.

    The rules below it begin with ``%{DOCUMENT_ROOT}``, because ``RewriteRule`` knows no escapes for
    quotation marks; what follows a question mark would still be a query.
    """
    if "?" in path:
        raise CannotQuote(path, 'Apache would take what follows "?" for a query')
    if re.search(r"[*\[]", path):
        # Apache looks for a wildcard that is not escaped before it takes a path for a pattern.
        path = re.sub(r"[*\[]", r"[\g<0>]", path.replace("\\", "\\\\"))
    return quote_for_apache(path)


def quote_for_caddy(path: str) -> str:
    """Return a path for Caddy, in backquotes: nothing in them is an escape.

    A path with a backquote stands in quotation marks. ``{…}`` is a placeholder unless a backslash
    stands before the braces, and ``{$…}`` always a variable of the environment.
    Source: ``caddyfile/lexer.go``, ``caddyfile/parse.go`` and ``replacer.go`` of Caddy.
    """
    if PLAIN.fullmatch(path):
        return path
    _refuse_unwritable(path)
    if "{$" in path:
        raise CannotQuote(path, 'Caddy would take "{$" for a variable of the environment')
    if "{" in path:
        # Without an opening brace, Caddy looks for no placeholders, nor for what escapes them.
        path = BRACE.sub(r"\\\g<0>", path)
    if "`" not in path:
        return f"`{path}`"
    if re.search(r'(?<!\\)(\\\\)*\\("|$)', path):
        raise CannotQuote(path, "Caddy cannot read a backslash, a backquote and a quotation mark")
    return '"' + path.replace('"', '\\"') + '"'


def quote_for_logrotate(path: str) -> str:
    """Return a path for logrotate, which takes it for a pattern with wildcards.

    Source: ``parseGlobString`` of logrotate, ``poptParseArgvString``, and glob(3).
    """
    if PLAIN.fullmatch(path):
        return path
    _refuse_unwritable(path)
    if BRACE.search(path):
        raise CannotQuote(path, "logrotate takes a brace for the end of the names")
    return '"' + WILDCARD.sub(r"\\\g<0>", path).replace('"', '\\"') + '"'


def _refuse_unwritable(path: str) -> None:
    """Raise CannotQuote for what no line of a text in UTF-8 can hold."""
    if CONTROL_CHARACTER.search(path):
        raise CannotQuote(path, "it has a line break or another control character in its name")
    if any("\ud800" <= character <= "\udfff" for character in path):
        raise CannotQuote(path, "its name is not written in UTF-8")
