"""The rules of `aviso watch`, by the state of a company's privacy policy."""

from __future__ import annotations

from aviso.core.rules import Rule

WATCH = "aviso watch"
READ_IT = (
    "Read the policy, correct the company's file in data/vendors/, and record the review: aviso "
    "vendor reviewed ID."
)

RULES = {
    "changed": Rule(
        "policies/changed",
        "A company's policy has changed since it was reviewed",
        why="The notice says what the company said at the last review. The company may now use "
        "patrons' data differently, and the site says so until somebody has read the "
        "policy.",
        cure=READ_IT,
        severity="warning",
        found_by=WATCH,
    ),
    "other-language": Rule(
        "policies/other-language",
        "A company's policy is now in another language",
        why="The company may have moved its policy, or may show visitors different ones. It "
        "cannot be compared with the reviewed one.",
        cure="Find the edition in the reviewed language, and write its address into the company's "
        "file. Then record the review: aviso vendor reviewed ID.",
        severity="warning",
        found_by=WATCH,
    ),
    "gone": Rule(
        "policies/gone",
        "A company's policy can no longer be read at its address",
        why="Patrons who follow the link from the notice find nothing, and nobody can tell what "
        "the company says today.",
        cure="Find the policy on the company's site, and write its address into the company's "
        "file in data/vendors/.",
        severity="warning",
        found_by=WATCH,
    ),
    "moved": Rule(
        "policies/moved",
        "A company's policy has moved permanently and says the same",
        why="The old address still redirects, but companies remove such redirects after a while.",
        cure="Write the new address into the company's file in data/vendors/; aviso links --fix "
        "does it.",
        severity="warning",
        found_by=WATCH,
    ),
    "unseen": Rule(
        "policies/unseen",
        "A company's policy could not be read by a program",
        why="The company refuses programs, or a script fills the page. Nobody knows whether the "
        "policy has changed.",
        cure="Open the policy in a browser, compare it with the company's file yourself, and "
        "record the review: aviso vendor reviewed ID.",
        severity="warning",
        found_by=WATCH,
    ),
    "first": Rule(
        "policies/not-compared",
        "There is no text to compare a company's policy with yet",
        why="Either nobody has reviewed it, or its text from the day of the review was not kept. "
        "Aviso would not notice a change before today.",
        cure=READ_IT,
        severity="warning",
        found_by=WATCH,
    ),
}
