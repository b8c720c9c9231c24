"""An exporter at his browser: papers in, advice, papers recognised, form, check, handed in, verdict, and once more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


@pytest.fixture
def papers(make_paper: Callable[..., bytes]) -> dict[str, bytes]:
    return {
        "登记证书.jpg": make_paper("registration_certificate", register_date="2026-07-14", turned=True),
        "licence.jpg": make_paper(
            "export_licence", licence_number="26-AA-366106", application_date="2026-09-26",
            destination_country="哈萨克斯坦", contract_no="CX-2026-018", exporter="晨星汽车出口有限公司",
        ),
        "declaration.jpg": make_paper("export_declaration", destination_country="俄罗斯"),
        "bill.jpg": make_paper("repair_bill", mileage=20418, settlement_date="2026-08-01", glare=True),
    }  # fmt: skip


def test_from_photographs_to_a_verdict_and_again_with_the_missing_paper(
    visit: Callable[..., Any], papers: dict[str, bytes], make_paper: Callable[..., bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.upload(*papers.items())
    page = me.page
    cards = page.locator(".files .card")
    expect(cards).to_have_count(4)

    # advice, with the place on the picture
    bill = page.locator(".card", has_text="bill.jpg")
    expect(bill).to_have_class(re.compile("tone-warn"))
    expect(bill).to_contain_text("反光")
    expect(bill).to_contain_text("右上")
    expect(bill.locator(".thumb rect")).to_have_attribute("x", "0.6")
    assert page.evaluate("document.querySelector('.thumb img').naturalWidth") > 0
    certificate = page.locator(".card", has_text="登记证书.jpg")
    expect(certificate.locator(".praise")).to_be_visible()
    expect(certificate).to_contain_text("已自动转正")

    # papers recognised, form filled from them, the check
    expect(page.locator(".card", has_text="licence.jpg")).to_contain_text("26-AA-366106")
    expect(page.locator("#application_date")).to_have_value("2026-09-26")
    expect(page.locator("#destination")).to_have_value("KAZ")
    expect(page.locator("#said-destination")).to_contain_text("单证写法不一")
    expect(page.locator("#said-contract_number")).to_contain_text("出口许可证写明")
    expect(page.locator(".lines .status-missing")).to_contain_text("售后维修服务确认书")
    expect(page.locator(".lines .status-there").first).to_contain_text("机动车登记证书")

    # a place opens with its mark
    page.locator("#said-contract_number a.place").click()
    expect(page.locator("#viewer rect")).to_have_attribute("x", "0.125")
    page.keyboard.press("Escape")
    expect(page.locator("#viewer")).to_be_hidden()

    # the other value can be taken, and is kept
    page.locator("#said-destination [data-use]:visible").click()
    expect(page.locator("#destination")).to_have_value("RUS")
    expect(page.locator("#form-saved")).to_contain_text("已保存")
    page.fill("#title", "九月一辆")

    # handing in says what is open, and gives a verdict with the reason
    page.locator("#standing button.primary").click()
    expect(page.locator("#submit-dialog .open-points")).to_contain_text("没有生产企业的售后维修服务确认书")
    page.locator("#submit-now").click()
    expect(page.locator(".judged")).to_have_class(re.compile("is-review"))
    expect(page.locator(".car-verdict .finding").first).to_contain_text("确认书")
    expect(page.locator("#standing .badge")).to_have_text("待出口企业补正")
    assert page.locator("#title").input_value() == "九月一辆"

    # the missing paper and a better photograph, and again
    page.locator(".card", has_text="bill.jpg").locator("[data-remove]").click()
    me.upload(
        ("letter.jpg", make_paper("confirmation_letter", maker="上汽通用汽车有限公司")),
        ("again.jpg", make_paper("repair_bill", mileage=20418, settlement_date="2026-08-01")),
    )
    expect(page.locator(".card", has_text="again.jpg").locator(".papers")).to_be_visible()
    expect(page.locator(".card", has_text="letter.jpg")).to_contain_text("售后维修服务确认书")
    expect(page.locator(".lines .status-missing")).to_have_count(0)
    expect(page.locator("#standing button.primary")).to_have_text("重新提交")
    page.locator("#standing button.primary").click()
    page.locator("#submit-now").click()
    expect(page.locator("#standing .badge")).to_have_text("已有结论")
    expect(page.locator(".judged")).to_have_class(re.compile("is-clear"))
    expect(page.locator(".history li")).to_have_count(2)
    with page.expect_popup() as opened:
        page.locator(".judged-top a.button").click()
    expect(opened.value.locator("h1")).to_contain_text("核验报告")


def test_contradictions_are_shown_side_by_side_in_english_on_a_phone(
    visit: Callable[..., Any], make_paper: Callable[..., bytes], tmp_path: Path
) -> None:
    me = visit(locale="en-GB", **PHONE)
    me.log_in("li.na")
    me.new_bundle()
    page = me.page
    expect(page.locator("label.camera")).to_be_visible()
    assert page.locator("label.camera input").get_attribute("capture") == "environment"
    me.upload(
        ("a.jpg", make_paper("repair_bill", mileage=80000, settlement_date="2026-03-01", glare=True)),
        ("b.jpg", make_paper("repair_bill", mileage=20000, settlement_date="2026-08-01")),
    )
    expect(page.locator(".card", has_text="a.jpg")).to_contain_text("washed out by glare")
    expect(page.locator(".car .finding.bad")).to_contain_text("The mileage goes backwards.")
    expect(page.locator(".car .finding.bad .sight")).to_have_count(2)
    me.hand_in()
    expect(page.locator(".judged")).to_have_class(re.compile("is-refuse"))
    expect(page.locator(".judged .sight .code").first).to_have_text("80000 km")
    page.locator(".judged .sight a.crop").first.click()
    expect(page.locator("#viewer img")).to_be_visible()
    page.locator("#viewer [data-close]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "nothing is wider than the phone"


def test_the_language_can_be_switched_and_is_kept(visit: Callable[..., Any]) -> None:
    me = visit()
    me.log_in("li.na", to="/bundles?title=x")
    expect(me.page.locator("h1")).to_have_text("申请")
    me.page.locator("a.language").click()
    expect(me.page.locator("h1")).to_have_text("Bundles")
    assert me.page.url.endswith("/bundles?title=x")
    me.page.goto(f"{me.site.base}/keys")
    expect(me.page.locator("html")).to_have_attribute("lang", "en")


def test_removing_a_file_can_be_undone(visit: Callable[..., Any], papers: dict[str, bytes]) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.upload(*list(papers.items())[:2])
    page = me.page
    expect(page.locator(".card")).to_have_count(2)
    page.locator(".card", has_text="licence.jpg").locator("[data-remove]").click()
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".toast button").click()
    expect(page.locator(".card", has_text="licence.jpg")).to_be_visible()


def test_a_bundle_is_withdrawn_and_taken_up_again(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.upload(*list(papers.items())[:1])
    page = me.page
    expect(page.locator(".card")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#standing button.quiet").click()
    expect(page.locator("#standing .badge")).to_have_text("已撤回")
    expect(page.locator("#drop")).to_have_count(0)
    page.locator("#standing button", has_text="恢复").click()
    expect(page.locator("#drop")).to_be_visible()


def test_a_folder_is_dropped_with_all_that_is_in_it(
    visit: Callable[..., Any], papers: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "粤B 一月"
    (folder / "inner").mkdir(parents=True)
    (folder / "licence.jpg").write_bytes(papers["licence.jpg"])
    (folder / "inner" / "bill.jpg").write_bytes(papers["bill.jpg"])
    (folder / ".DS_Store").write_bytes(b"x")
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.page.locator("input[webkitdirectory]").set_input_files(folder)
    expect(me.page.locator(".card")).to_have_count(2)
    expect(me.page.locator(".card .name")).to_have_text(["粤B 一月/inner/bill.jpg", "粤B 一月/licence.jpg"])


def test_files_are_dropped_anywhere_on_the_page(visit: Callable[..., Any], papers: dict[str, bytes]) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.page.evaluate(
        """text => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], 'dropped.jpg', { type: 'image/jpeg' }));
          for (const kind of ['dragenter', 'dragover', 'drop'])
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        papers["licence.jpg"].decode(),
    )
    expect(me.page.locator(".card .name")).to_have_text(["dropped.jpg"])


def test_a_dropped_folder_is_walked_to_its_end(visit: Callable[..., Any]) -> None:
    """Browsers give a hundred entries of a folder at a time; what systems leave behind is not taken."""
    me = visit()
    me.log_in("li.na")
    names = me.page.evaluate(
        """async () => {
          const { fromDrop } = await import('/static/gather.js');
          const file = name => ({ isFile: true, name, file: done => done({ name }) });
          const folder = (name, entries) => ({ name, createReader: () => {
            let at = 0;
            return { readEntries: done => done(entries.slice(at, at += 100)) };
          } });
          const many = Array.from({ length: 250 }, (_, n) => file(`p${n}.jpg`));
          const top = folder('car', [...many, folder('inner', [file('a.pdf'), file('.DS_Store')])]);
          const found = await fromDrop({ items: [{ webkitGetAsEntry: () => top }] });
          return found.map(each => each.name);
        }"""
    )
    assert len(names) == 251 and names[0] == "car/p0.jpg" and names[-1] == "car/inner/a.pdf"


def test_nothing_is_handed_in_while_files_are_on_their_way(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.upload(*list(papers.items())[:1])
    expect(me.page.locator(".card")).to_have_count(1)
    held: list[Any] = []
    me.page.route("**/files", lambda route: held.append(route))
    me.upload(*list(papers.items())[1:2])
    me.page.locator("#standing button.primary").click()
    me.page.locator("#submit-now").click()
    expect(me.page.locator("#submit-dialog .error")).to_contain_text("仍有文件正在上传")
    me.page.locator("#submit-dialog [data-close]").click()
    me.page.locator("#uploads button").click()
    expect(me.page.locator("#uploads")).to_be_hidden()
    expect(me.page.locator("#standing .badge")).to_have_text("草稿")


HOSTILE = "<img src=x onerror=alert(1)>\u202egpj.exe&\"'.jpg"


def test_a_hostile_file_name_is_only_text(
    visit: Callable[..., Any], make_paper: Callable[..., bytes]
) -> None:
    me = visit()
    me.page.on("dialog", lambda dialog: me.complaints.append(dialog.message))
    me.log_in("li.na")
    me.new_bundle()
    me.upload((HOSTILE, make_paper("vehicle_licence")), ("broken.pdf", b"no paper at all"))
    card = me.page.locator(".card", has_text="onerror")
    expect(card.locator(".name")).to_contain_text("<img src=x onerror=alert(1)>")
    assert "\u202e" not in card.locator(".name").inner_text(), "nothing turns the name round"
    expect(me.page.locator(".card .name img")).to_have_count(0)
    card.locator("[data-remove]").click()
    expect(me.page.locator(".toast")).to_contain_text("<img src=x")
    expect(me.page.locator(".toast img")).to_have_count(0)
    bad = me.page.locator(".card", has_text="broken.pdf")
    expect(bad).to_have_class(re.compile("tone-bad"))
    expect(bad).to_contain_text("无法使用")


def test_an_upload_goes_on_after_the_network_was_away(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    keys: list[str] = []

    def away(route: Any) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.abort("connectionreset")
        elif len(keys) == 2:
            route.fulfill(status=503, headers={"retry-after": "1"}, body="{}")
        else:
            route.continue_()

    me.page.route("**/files", away)
    me.upload(*list(papers.items())[:1])
    expect(me.page.locator("#uploads")).to_contain_text("网络中断")
    expect(me.page.locator(".card")).to_have_count(1)
    expect(me.page.locator("#uploads")).to_be_hidden()
    assert len(keys) == 3 and len(set(keys)) == 1, "the same upload, told apart from another by its key"


def test_a_refused_upload_says_why_and_the_others_go_on(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()

    def refuse(route: Any) -> None:
        if "licence.jpg" in (route.request.post_data_buffer or b"").decode("utf-8", "replace"):
            route.fulfill(status=413, json={"detail": "文件过大", "advice": "请拆分"})
        else:
            route.continue_()

    me.page.route("**/files", refuse)
    me.upload(*papers.items())
    expect(me.page.locator(".card")).to_have_count(3)
    line = me.page.locator("#uploads li")
    expect(line).to_contain_text("文件过大")
    line.locator("button").click()
    expect(me.page.locator("#uploads")).to_be_hidden()


def test_without_event_streams_the_page_asks_by_itself(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.page.add_init_script("delete window.EventSource")
    me.new_bundle()
    me.upload(*list(papers.items())[:1])
    expect(me.page.locator(".card .papers")).to_contain_text("机动车登记证书", timeout=15_000)


def test_everything_can_be_done_with_the_keyboard_alone(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    page = me.page
    page.goto(f"{me.site.base}/log-in")
    page.keyboard.type("li.na")  # the cursor stands in the first entry
    page.keyboard.press("Tab")
    page.keyboard.type("eight green lanterns")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bundles")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, ".headline button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bundles/sub_*")
    tab_to(page, ".choices input:not([capture]):not([webkitdirectory])")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    name, content = next(iter(papers.items()))
    chooser.value.set_files([{"name": name, "mimeType": "image/jpeg", "buffer": content}])
    expect(page.locator(".card .papers")).to_be_visible()
    page.keyboard.press("Tab")
    tab_to(page, "#reference")
    page.keyboard.type("A-17")
    tab_to(page, "#standing button.primary", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("#submit-dialog")).to_be_visible()
    tab_to(page, "#submit-now")
    page.keyboard.press("Enter")
    expect(page.locator(".judged")).to_be_visible(timeout=15_000)


def tab_to(page: Any, selector: str, *, back: bool = False) -> None:
    """Press Tab until the keyboard is there; what has it must show it."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate(
                "() => { let e = document.activeElement; e = getComputedStyle(e).opacity === '0' ? e.parentElement : e;"
                " return getComputedStyle(e).outlineStyle }"
            )
            assert outline != "none", f"{selector} has the keyboard and does not show it"
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def test_every_entry_has_a_label_every_button_a_name_and_every_id_is_used_once(
    visit: Callable[..., Any], papers: dict[str, bytes]
) -> None:
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.upload(*papers.items())
    expect(me.page.locator(".car")).to_be_visible()
    for path in (me.page.url.removeprefix(me.site.base), "/bundles", "/keys", "/password"):
        me.page.goto(me.site.base + path)
        assert me.page.evaluate(_FAULTS) == [], path


_FAULTS = """() => {
  const faults = [];
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!e.labels.length && !e.getAttribute('aria-label')) faults.push('no label: ' + e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('button, a[href]'))
    if (!(e.textContent.trim() || e.getAttribute('aria-label') || e.querySelector('[aria-label]'))) faults.push('no name: ' + e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('img')) if (!e.hasAttribute('alt')) faults.push('no alt: ' + e.outerHTML.slice(0, 80));
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  for (const id of new Set(ids)) if (ids.filter(i => i === id).length > 1) faults.push('twice: ' + id);
  for (const e of document.querySelectorAll('[aria-labelledby], [aria-describedby]'))
    for (const id of ((e.getAttribute('aria-labelledby') || '') + ' ' + (e.getAttribute('aria-describedby') || '')).trim().split(/\\s+/))
      if (!document.getElementById(id)) faults.push('points nowhere: ' + id);
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (!document.documentElement.lang) faults.push('no language');
  for (const e of document.querySelectorAll('[style], script:not([src]):not([type="application/json"])')) faults.push('inline: ' + e.outerHTML.slice(0, 80));
  return faults;
}"""
