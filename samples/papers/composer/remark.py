"""The remark of an invoice: plate, VIN and odometer behind words of their own, wrapped where the cell ends."""

from __future__ import annotations

from markupsafe import Markup

from samples.papers.composer.label import stand_up
from samples.papers.composer.pen import Pen

_FORMS = ("ruled_vertical", "ruled_vertical", "ruled", "line", "cell_below")


def print_remark(pen: Pen) -> Markup:
    """The remark in its cell; empty where the paper says nothing in it."""
    text = _say(pen) if pen.chance(pen.settings.remark_filled) else Markup("")
    form = pen.pick(_FORMS)
    width = pen.rng.randint(35, 100)
    word = pen.pick(("备注", "备 注", "备　注", "附注"))
    if form == "line":
        return Markup('<div style="width:{}%;word-break:break-all">{}{}{}</div>').format(
            width, word, pen.pick(("：", ":")), text
        )
    label = (
        stand_up(word.replace(" ", "").replace("　", ""))
        if form == "ruled_vertical"
        else Markup("{}").format(word)
    )
    if form == "cell_below":
        return Markup(
            '<table class="g r-full" style="width:{}%"><tr><td>{}</td></tr><tr><td class="w">{}&nbsp;</td></tr></table>'
        ).format(width, label, text)
    side = "5mm" if form == "ruled_vertical" else "16mm"
    return Markup(
        '<table class="g r-full" style="width:{}%"><col style="width:{}"><col><tr style="height:{}mm">'
        '<td class="c">{}</td><td class="w" style="vertical-align:top">{}</td></tr></table>'
    ).format(width, side, pen.rng.choice((9, 14, 20)), label, text)


def _say(pen: Pen) -> Markup:
    if pen.form.remark and pen.chance(0.35):
        return pen.fill(pen.pick(pen.form.remark))
    names = [name for name in pen.form.remark_words if pen.has(name) and pen.chance(0.7)]
    pen.rng.shuffle(names)
    colon = pen.pick(("：", ":", ": ", " ", "＝", ""))
    joint = pen.pick(("；", "，", " ", "  ", ";", ",", "<br>", "、", "/"))
    lead = pen.pick(("", "", "", "维修明细见清单 ", "*", "收款账号6222021001116789 "))
    pairs = [
        Markup("{}{}{}").format(
            pen.pick(pen.form.remark_words[name]), colon or (" " if name != "plate" else ""), pen.value(name)
        )
        for name in names
    ]
    return Markup("{}").format(lead) + Markup(joint).join(pairs)
