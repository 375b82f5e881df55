"""What compiled templates do less than Jinja's: the same pages, with fewer steps for each value.

A site has about ten thousand fields and two thousand calls in its templates. Jinja looks for each
field by a function in Python, asks for each call whether the context has to be passed on, and makes
an object for each value that is escaped. Here, the compiled code asks Python itself first; whatever
is not simple goes Jinja's own way.
"""

from __future__ import annotations

from functools import partial
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro

PLAIN_ESCAPE = "from aviso.site.plain_escape import escape, escape_text"
# What can be called as it is, unless it asks for the context (``jinja2.pass_context``).
CALLABLES = {FunctionType, MethodType, partial}


class QuickContext(Context):
    """The variables of one template, and its way to call what they hold."""

    def call(self, called: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call a function or macro as Jinja does."""
        kind = type(called)
        # A method takes five times as long to say that it lacks something.
        asked = called.__func__ if kind is MethodType else called
        if kind is not Macro and (kind not in CALLABLES or hasattr(asked, "jinja_pass_arg")):
            return super().call(called, *arguments, **named)
        if named:
            # For functions that ask for the context; these do not.
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        if kind is Macro:
            return called(self.eval_ctx, *arguments, **named)
        try:
            return called(*arguments, **named)
        except StopIteration:
            # It would end the template quietly.
            return self.environment.undefined("a function in the template had no next value")


class QuickTemplate(Template):
    """A template that leaves nothing behind when it is filled."""

    def render(self, *arguments: Any, **named: Any) -> str:
        """Fill the template as Jinja does.

        Its macros know the context, and the context its macros. Such a circle would keep a whole
        site in memory until the garbage collector finds it.
        """
        context = self.new_context(dict(*arguments, **named))
        try:
            return self.environment.concat(self.root_render_func(context))
        except Exception:
            # It is raised with its line of the template, in place of the compiled one.
            self.environment.handle_exception()
            raise
        finally:
            context.vars.clear()


class QuickCode(CodeGenerator):
    """Compiles templates to code that takes a field at once, if the value has it.

    Texts are escaped at once, too.
    """

    _put_out = ""

    @optimizeconst
    def visit_Getattr(  # noqa: N802 (the name is Jinja's)
        self, node: nodes.Getattr, frame: Frame
    ) -> None:
        """Write the code for ``value.name``; Jinja looks for what is no attribute."""
        value, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({value} := ")
        self.visit(node.node, frame)
        self.write(
            f"), {node.attr!r}, missing)) is not missing"
            f" else environment.getattr({value}, {node.attr!r}))"
        )

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """Write what stands before a value that is put out."""
        if not _is_always_escaped(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
            return
        self._put_out = self.temporary_identifier()
        self.write(f"(escape_text({self._put_out}) if type({self._put_out} := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """Write what stands behind it. No value is put out within another."""
        if not _is_always_escaped(frame, finalize):
            super()._output_child_post(node, frame, finalize)
            return
        self.write(f") is str else escape({self._put_out}))")


def _is_always_escaped(frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


def add_plain_escape(code: str) -> str:
    """Have the code of a template escape without making objects.

    The line numbers stay: Jinja tells by them where in a template an error is.
    """
    begins, line_ends, rest = code.partition("\n")
    return f"{begins}; {PLAIN_ESCAPE}{line_ends}{rest}"
