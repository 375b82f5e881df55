"""Asks on the terminal what a new library's documents say, one question at a time."""

from __future__ import annotations

from collections.abc import Sequence

import click

from aviso.apps.scaffold.questions import (
    QUESTIONS,
    Answers,
    InterviewQuestion,
    KnownIds,
    check_answer,
    list_keys,
)

OPENING = """\
A few questions about {library}. Answer what its documents say, in plain words.
Press Enter if the document does not say. Nothing is written before the last question. Ctrl-C
stops."""


def interview(identifier: str, languages: dict[str, str], known: KnownIds) -> Answers:
    """Ask every question, and return the answers. ``languages`` are the names of the languages.

    Raises click.Abort if the person stops.
    """
    click.echo(OPENING.format(library=identifier))
    answers: Answers = {}
    due = [one for one in QUESTIONS if not one.after]
    for number, question in enumerate(due, 1):
        click.echo(f"\n{number} of {len(due)}")
        _ask(question, languages, known, answers)
        for follow_up in QUESTIONS:
            if follow_up.after == question.key and _is_answered(question, languages, answers):
                _ask(follow_up, languages, known, answers)
    return answers


def _is_answered(question: InterviewQuestion, languages: dict[str, str], answers: Answers) -> bool:
    return any(key in answers for key in list_keys(question, languages))


def _ask(
    question: InterviewQuestion, languages: dict[str, str], known: KnownIds, answers: Answers
) -> None:
    click.secho(question.asks, bold=True)
    click.echo(f"  {question.explains}\n  For example: {question.example}")
    for key, language in zip(list_keys(question, languages), languages.values(), strict=False):
        label = f"{language}" if question.is_text else "Answer"
        answer = _prompt(label, question, known)
        if answer:
            answers[key] = answer


def _prompt(label: str, question: InterviewQuestion, known: KnownIds) -> str:
    """Ask until the answer is valid or empty."""

    def read(answer: str) -> str:
        answer = answer.strip()
        if not answer and question.must:
            raise click.UsageError("This one is needed.")
        if answer and (fault := check_answer(question, answer, known)):
            raise click.UsageError(fault)
        return answer

    found: str = click.prompt(f"  {label}", default="", show_default=False, value_proc=read)
    return found


def list_questions(locales: Sequence[str]) -> str:
    """Return all questions with the keys of their answers, for people without a terminal."""
    return "\n".join(
        f"{', '.join(list_keys(question, locales))}\n    {question.asks} {question.explains}\n"
        f"    For example: {question.example}"
        for question in QUESTIONS
    )
