"""The rules on links, by the group of an address that breaks them."""

from __future__ import annotations

from aviso.core.rules import Rule

LINKS = "aviso links"
BROKEN = Rule(
    "links/broken",
    "Nobody can read the page at an address",
    why="Readers who follow the link find nothing, or a warning from their browser. If it is a "
    "source, nobody can check the fact any longer.",
    cure="Find where the page is now and write its address. If it is gone, delete the address and "
    "say in words where the fact came from.",
    found_by=LINKS,
)
FAILING_FOR_DAYS = Rule(
    "links/failing-for-days",
    "An address has failed for several days",
    why="One failure may be chance; after several days in a row, the page is probably gone for "
    "readers too.",
    cure="Open the address in a browser. If it does not work there either, find where the page is "
    "now; if it does, accept it under links in data/accepted.yml for some time.",
    found_by=LINKS,
)
RULES: dict[str, Rule] = {
    "broken": BROKEN,
    "moved": Rule(
        "links/moved",
        "An address has moved permanently",
        why="The old address still redirects, but such redirects are often removed after a while.",
        cure="Write the new address; aviso links --fix does it wherever the address appears.",
        severity="warning",
        found_by=LINKS,
    ),
    "insecure": Rule(
        "links/insecure",
        "An address is http, but https works too",
        why="Without encryption, anybody on the network can see which page a reader opens, and "
        "change the page.",
        cure="Write https in place of http; aviso links --fix does it wherever the address "
        "appears.",
        severity="warning",
        found_by=LINKS,
    ),
    "refused": Rule(
        "links/refused",
        "A host refuses programs at an address",
        why="The page may be there for readers, but a program cannot tell.",
        cure="Open the address in a browser. If the page is there, accept it under links in "
        "data/accepted.yml for some time.",
        severity="warning",
        found_by=LINKS,
    ),
    "unsure": Rule(
        "links/unsure",
        "An address failed this time",
        why="The host or the network may be down for a while; you need to act only if it lasts. Or "
        'the site shows its front page or a page that says "not found": then the linked page is '
        "probably gone.",
        cure="Wait: after three days in a row it becomes an error. To know sooner, or if the "
        "message quotes the page, look at it in a browser. If the page is there after all, accept "
        "it under links in data/accepted.yml until a certain day.",
        severity="warning",
        found_by=LINKS,
    ),
}
