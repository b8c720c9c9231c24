"""The administrator's and the operator's pages, the clerk's view, and who may open what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from domain.errors import Unauthenticated
from service import identity_commands as identity
from web.pages.mounting import PAGES

PASSWORD = "eight green lanterns"


def test_the_first_administrator_comes_in_by_the_link_and_makes_an_exporter_who_changes_his_password(
    visit: Callable[..., Any], serve: Any, fakes: Any, template: Path, tmp_path: Path, cheap_passwords: None
) -> None:
    installation = fakes.Installation(tmp_path, template=template)
    with serve(installation.services) as site:
        token = identity.first_token(installation.services)
        me = visit(site)
        page = me.page
        page.goto(f"{site.base}/first?token={token}")
        for entry, text in (
            ("office_name", "某市商务局"),
            ("name", "陈伟"),
            ("login", "admin"),
            ("password", PASSWORD),
        ):
            page.fill(f"#{entry}", text)
        page.locator("button.primary").click()
        page.wait_for_url("**/people")
        page.fill("#organisation-name", "晨星汽车出口有限公司")
        page.fill("#organisation-uscc", "12345")
        page.locator("section:has(#organisation-name) button.primary").click()
        expect(page.locator("section:has(#organisation-name) .error")).to_contain_text("uscc")
        page.fill("#organisation-uscc", "")
        page.locator("section:has(#organisation-name) button.primary").click()
        exporter = page.locator("article", has_text="晨星")
        exporter.locator("summary").click()
        exporter.locator("input[name=name]").fill("李娜")
        exporter.locator("input[name=login]").fill("li.na")
        exporter.locator("form button").click()
        expect(page.locator("#once")).to_be_visible()
        first = page.locator("#once output").inner_text()
        page.locator("#once [data-close]").click()
        expect(page.locator("article", has_text="李娜")).to_be_visible()

        new = visit(site)
        new.page.goto(f"{site.base}/log-in?to=/keys")
        new.page.fill("#login", "li.na")
        new.page.fill("#password", "wrong password here")
        new.page.keyboard.press("Enter")
        expect(new.page.locator(".error")).to_be_visible()
        new.page.fill("#password", first)
        new.page.keyboard.press("Enter")
        new.page.wait_for_url("**/password")
        new.page.fill("#old", first)
        new.page.fill("#new", "nine paper boats at noon")
        new.page.locator("button.primary").click()
        new.page.wait_for_url("**/bundles")

        page.once("dialog", lambda dialog: dialog.accept())
        page.locator("li", has_text="李娜").locator("button.danger").click()
        expect(page.locator("li.inactive", has_text="李娜")).to_be_visible()
        new.page.goto(f"{site.base}/bundles")
        new.page.wait_for_url("**/log-in?to=%2Fbundles")
    installation.close()


def test_a_key_is_shown_once_and_can_be_revoked(visit: Callable[..., Any]) -> None:
    me = visit()
    me.log_in("li.na", to="/keys")
    page = me.page
    page.fill("#key-name", "ERP")
    page.locator("form button.primary").click()
    expect(page.locator("#once")).to_be_visible()
    secret = page.locator("#once output").inner_text()
    assert secret.startswith("tgk_")
    with page.expect_event("load"):  # the list is loaded anew, and its buttons work once it is there
        page.locator("#once [data-close]").click()
    line = page.locator("li", has_text="ERP")
    expect(line).to_contain_text("有效")
    answer = httpx.get(f"{me.site.base}/api/v1/bundles", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    page.once("dialog", lambda dialog: dialog.accept())
    line.locator("button.danger").click()
    expect(page.locator("li", has_text="ERP")).to_contain_text("已撤销")


def test_a_clerk_sees_what_was_handed_in_and_changes_nothing(
    visit: Callable[..., Any], make_paper: Callable[..., bytes]
) -> None:
    exporter = visit()
    exporter.log_in("li.na")
    draft = exporter.new_bundle()
    exporter.upload(("a.jpg", make_paper("registration_certificate")))
    expect(exporter.page.locator(".card .papers")).to_be_visible()
    clerk = visit()
    clerk.log_in("clerk")
    clerk.page.goto(draft)
    expect(clerk.page.locator("h1")).not_to_have_text("a.jpg")
    assert clerk.page.locator(".bundle").count() == 0, "drafts are their owner's alone"
    exporter.hand_in()
    clerk.page.goto(f"{clerk.site.base}/bundles")
    clerk.page.locator(f"a[href='{draft.removeprefix(clerk.site.base)}']").click()
    expect(clerk.page.locator(".judged")).to_be_visible()
    assert clerk.page.locator("#drop, [data-remove], #form, #submit-dialog").count() == 0


def test_the_operator_queues_a_quarantined_job_again(
    visit: Callable[..., Any], site: Any, fakes: Any, make_paper: Callable[..., bytes]
) -> None:
    for _ in range(9):
        site.installation.readers.mishaps[("read_page", "poison.jpg", 1)].append(
            fakes.raising(ValueError("poison"))
        )
    me = visit()
    me.log_in("li.na")
    me.new_bundle()
    me.upload(("poison.jpg", make_paper("repair_bill")))
    expect(me.page.locator(".card", has_text="poison.jpg")).to_contain_text("已放弃", timeout=20_000)
    site.installation.readers.mishaps.clear()
    boss = visit(locale="en-GB")
    boss.log_in("admin", to="/jobs?state=quarantined")
    line = boss.page.locator("tr", has_text="poison.jpg").first
    expect(line).to_contain_text("quarantined")
    line.locator("button").click()
    expect(boss.page.locator("tr", has_text="poison.jpg")).to_have_count(0)


@pytest.mark.parametrize("line", PAGES, ids=lambda line: line.path)
def test_a_stranger_is_led_to_the_log_in(site: Any, line: Any) -> None:
    answer = httpx.get(site.base + line.path.format(id="sub_x"))
    assert answer.status_code == 303 and answer.headers["location"].startswith("/log-in?to=%2F")


@pytest.mark.parametrize("line", PAGES, ids=lambda line: line.path)
@pytest.mark.parametrize("login", ["li.na", "clerk", "admin"])
def test_pages_open_to_those_who_may_and_say_so_to_the_others(site: Any, line: Any, login: str) -> None:
    opened = identity.log_in(site.services, login, PASSWORD, address="", agent="test")
    cookies = {"tongguan_session": opened.session_token}
    answer = httpx.get(site.base + line.path.format(id="sub_x"), cookies=cookies)
    may = not line.need or any(opened.principal.may(each) for each in line.need)
    is_of_a_bundle = "{id}" in line.path
    assert answer.status_code == (403 if not may else 404 if is_of_a_bundle else 200)
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_nobody_is_led_to_another_site(site: Any, to: str) -> None:
    answer = httpx.get(f"{site.base}/language/en", params={"to": to})
    assert answer.status_code == 303 and answer.headers["location"] == "/bundles"
    page = httpx.get(f"{site.base}/log-in", params={"to": to}).text
    assert 'data-then="go:/bundles"' in page


def test_static_files_are_found_by_name_only(site: Any) -> None:
    assert httpx.get(f"{site.base}/static/main.js").headers["content-type"].startswith("text/javascript")
    tag = httpx.get(f"{site.base}/static/pages.css").headers["etag"]
    assert httpx.get(f"{site.base}/static/pages.css", headers={"if-none-match": tag}).status_code == 304
    for path in ("/static/..%2fpages.py", "/static/nothing.js", "/static/"):
        assert httpx.get(site.base + path).status_code == 404


def test_the_audit_log_tells_who_did_what_and_is_searched(site: Any, visit: Any) -> None:
    with pytest.raises(Unauthenticated):
        identity.log_in(site.services, "li.na", "wrong", address="203.0.113.7", agent="<script>")
    boss = visit(locale="en-GB")
    boss.log_in("admin", to="/audit?outcome=failed")
    line = boss.page.locator("tr", has_text="203.0.113.7").first
    expect(line).to_contain_text("session.begin")
    expect(line).to_contain_text("a stranger")
    line.locator("a").click()
    expect(boss.page.locator("tbody tr").first).to_contain_text("session.begin")
    assert "object=usr_" in boss.page.url
    for wrong in ("?outcome=x&object=%00&actor_id=%25&action='", "?cursor=x"):
        boss.page.goto(site.base + "/audit" + wrong)
    expect(boss.page.locator("main")).to_contain_text("cursor")


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/nothing", "text/html,*/*;q=0.8", "text/html"),
        ("/nothing", "*/*", "application/problem+json"),
        ("/api/v1/nothing", "text/html", "application/problem+json"),
    ],
)
def test_an_address_that_is_none_is_told_as_a_page_in_a_browser(
    site: Any, path: str, accept: str, kind: str
) -> None:
    answer = httpx.get(site.base + path, headers={"accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith(kind)
    assert (kind == "text/html") == ('href="/"' in answer.text)
