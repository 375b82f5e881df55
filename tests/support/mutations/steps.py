"""The list of mutations, and the steps that they consist of."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.support.project import LOCALES, Project

Repair = Callable[[], None]
Mutation = Callable[[Project, Random], "Repair | None"]
MUTATIONS: list[Mutation] = []
UNUSED_VENDOR, UNUSED_LAW = "brainfuse", "us-patriot"
VENDORS = ("hoopla", "kanopy", "gale")
COLORS = ("#14594f", "#8a3b12", "#5b3a8c", "#2b3a55")


def mutation(function: Mutation) -> Mutation:
    """Add a function to the list."""
    MUTATIONS.append(function)
    return function


def apply(mutation: Mutation, project: Project, random: Random) -> Repair | None:
    """Apply a mutation, unless earlier ones left nothing for it to change."""
    try:
        return mutation(project, random)
    except (LookupError, StopIteration, UnicodeDecodeError, FileNotFoundError):
        return None


def prepare(project: Project) -> None:
    """Two systems, a member, two libraries; a vendor and a law that nobody uses."""
    project.add_tiny("alpha", "hoopla", "ala-code-iii", kind="system")
    project.add_tiny("delta", "kanopy", "ca-gov-6267", kind="system")
    project.add_member("alpha-branch", "alpha")
    project.add_tiny("beta", "gale", "us-ada-ii")
    project.add_logo("beta")
    project.add_vendor(UNUSED_VENDOR)


def own_libraries(project: Project) -> list[str]:
    """The libraries that have pages of their own."""
    return [library for library in project.libraries if project.path(f"docs/{library}/en").is_dir()]


def own_page(project: Project, random: Random) -> str:
    """A page that stands in a library's own folder."""
    library = random.choice(own_libraries(project))
    name = random.choice(
        sorted(path.stem for path in project.path(f"docs/{library}/en").glob("*.md"))
    )
    return f"docs/{library}/{random.choice(LOCALES)}/{name}.md"


def record(project: Project, random: Random, of: Callable[[str], bool] = lambda text: True) -> str:
    """A library's file."""
    files = [f"data/libraries/{library}.yml" for library in project.libraries]
    return random.choice([file for file in files if of(project.read(file))])


def add_line(project: Project, name: str, line: str) -> None:
    """Add a line at the end of a file."""
    project.write(name, f"{project.read(name).rstrip()}\n\n{line}\n")


def number(random: Random) -> int:
    """Return a random number that is unlikely to repeat."""
    return random.randrange(10**9)


def add_word(project: Project, name: str, random: Random) -> None:
    """Add a paragraph at the end of a page."""
    add_line(project, name, f"Word {number(random)}.")


def choose_vendor(project: Project, random: Random) -> str:
    """A vendor of the register, used or not."""
    return random.choice(sorted(path.stem for path in project.path("data/vendors").glob("*.yml")))


def choose_user(project: Project, random: Random, of: str) -> str:
    """The file of a library that uses some "vendor" or "law"."""
    return record(project, random, lambda text: f"- {of}:" in text)


def choose_member(project: Project, random: Random) -> str:
    """The file of a member of a system."""
    return record(project, random, lambda text: "\nsystem: " in text)


def changed_line(project: Project, name: str, begin: str, new: str) -> str:
    """Replace the first line that begins so; return what it was."""
    lines = project.read(name).split("\n")
    index = next(index for index, line in enumerate(lines) if line.startswith(begin))
    old, lines[index] = lines[index], new
    project.write(name, "\n".join(lines))
    return old


def broken(project: Project, name: str, content: bytes) -> Repair:
    """Write an invalid text. The repair restores the old one, unless the file has gone since."""
    path = project.path(name)
    before = path.read_bytes()
    path.write_bytes(content)

    def repair() -> None:
        if path.exists():
            path.write_bytes(before)

    return repair


def broken_at_end(project: Project, name: str, more: bytes) -> Repair:
    """Write an invalid text at the end of a file."""
    return broken(project, name, project.path(name).read_bytes() + more)


def broken_within(project: Project, name: str, old: str, new: str) -> Repair:
    """Replace a sound text by an invalid one."""
    return broken(project, name, project.read(name).replace(old, new).encode())


def deleted(project: Project, name: str) -> Repair:
    """Delete a file; the repair puts it back."""
    path = project.path(name)
    content = path.read_bytes()
    path.unlink()

    def repair() -> None:
        path.write_bytes(content)

    return repair


def nonsense(random: Random) -> object:
    """A value that Aviso writes nowhere in its own files."""
    return random.choice([None, [], 7, {}, "text"])
