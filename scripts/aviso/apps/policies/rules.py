"""What `aviso watch` can find about a company's privacy policy, by the state that it found."""

from __future__ import annotations

from aviso.core.rules import Rule

WATCH = "aviso watch"
READ_IT = (
    "Read the policy, correct what the company's file in data/vendors/ says of it, and record the "
    "review: "
    "aviso vendor reviewed ID."
)

RULES = {
    "changed": Rule(
        "policies/changed",
        "A company's policy is no longer the one that was reviewed",
        why="The notice tells what the company said at the last review. The company may now do "
        "something else with patrons' data, and the site says so until somebody has looked.",
        cure=READ_IT,
        severity="warning",
        found_by=WATCH,
    ),
    "other-language": Rule(
        "policies/other-language",
        "A company's policy is now in another language",
        why="The company may have moved its policy or shows each visitor another one. It cannot "
        "be compared with what was reviewed.",
        cure="Find the edition in the language that was reviewed, and write its address into the "
        "company's file. Then record the review: aviso vendor reviewed ID.",
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
        "A company's policy has moved for good and says the same",
        why="The old address leads on today, but companies take such redirects away after a while.",
        cure="Write the new address into the company's file in data/vendors/; aviso links --fix "
        "does it.",
        severity="warning",
        found_by=WATCH,
    ),
    "unseen": Rule(
        "policies/unseen",
        "A company's policy could not be read by a program",
        why="The company turns programs away, or a script fills the page. Whether the policy has "
        "changed remains unknown.",
        cure="Open the policy in a browser, compare it with the company's file by eye, and record "
        "the review: aviso vendor reviewed ID.",
        severity="warning",
        found_by=WATCH,
    ),
    "first": Rule(
        "policies/not-compared",
        "A company's policy has nothing to be compared with yet",
        why="Either nobody has reviewed it, or its text of the day of the review was not kept. A "
        "change before today would not be noticed.",
        cure=READ_IT,
        severity="warning",
        found_by=WATCH,
    ),
}
