"""One composed layout per kind of paper."""

from __future__ import annotations

from functools import partial

from samples.papers.composer.form import draw_form
from samples.papers.composer.settings import Settings
from samples.papers.composer.words import Form, Words, load_words
from samples.papers.layout import ALL_FONTS, SANS, PaperLayout


def composed_papers(settings: Settings) -> tuple[PaperLayout, ...]:
    """The layouts of a module's ``PAPERS``: each printing of one is a new form."""
    words = load_words(settings.words)
    return tuple(_layout(form, settings, words) for form in words.forms)


def _layout(form: Form, settings: Settings, words: Words) -> PaperLayout:
    return PaperLayout(
        form.kind,
        "composed",
        subtype=form.subtype,
        fonts=ALL_FONTS,
        value_fonts=(*SANS, *ALL_FONTS, "Noto Sans Mono CJK SC"),
        sizes_pt=form.sizes_pt,
        draw=partial(draw_form, form=form, settings=settings, words=words),
    )
