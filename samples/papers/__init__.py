"""Layouts of papers: templates, printing, marks, and the registry of all of them.

A layout is a ``samples.papers.layout.PaperLayout``: kind, name, Jinja template and the fonts, sizes and formats that
suit it. A package of layouts is any importable module with ``PAPERS: tuple[PaperLayout, ...]``;
``samples.generate.generate(layouts="module.name")`` and ``benchmarks/accuracy.py --layouts module.name`` take it in
place of ``samples.papers.registry``. Kinds that the module lacks are taken from the registry. A module may say with
``TWO_ON_A_PAGE`` how often slips share a page. A layout may compose its page (``draw``) in place of a template:
``samples.papers.composer`` does so.

A template is Jinja text (it may stand in the module itself: text that holds ``<`` is the template, anything else the
name of a file under ``samples/papers/templates``). It sees:

* ``f(name, fmt="")`` prints a field of ``domain.vocabulary`` and enters it into the truth; what is never printed is
  not in the truth; ``get(name)`` looks without printing;
* ``table(name)`` gives row printers: ``row.f(name)``, ``row.get(name)``, ``row.index``; ``row.is_labour`` on bills;
* ``L(name)`` one of the usual words for a field (``samples.papers.labels``), the same all over one paper;
* ``pick(...)``, ``chance(p)``, ``p.shuffled``, ``p.sample``: this paper's own chances, from the seed;
* ``p.qr(mm)``, ``p.barcode(symbology, w, h)``, ``p.seal(text, css)``, ``p.square_seal``, ``p.oval_seal``,
  ``p.signature()``, ``p.capital()`` (金额大写), ``p.note(name)`` (truth without print: seal seen, flags);
* ``x``: what is printed beside the fields (shop, capital, tyres ...; see ``samples.facts.*_papers``).

``fmt`` is a name of ``samples.papers.formats`` (dates, mileages, monies) or ``groups4``, ``groups5``, ``spaced``,
``starred`` for codes.
"""
