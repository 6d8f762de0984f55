#!/usr/bin/env python3
"""The pages in a real browser: browser.py PROGRAM FOLDER

A reader subscribes, reads the mail, confirms, changes and unsubscribes; the administrator looks at everything. Every page is
looked at wide, at 360 pixels, in the dark, and gone through by keyboard; axe-core looks for what keeps people out. Screenshots
go into the folder. It drives Debian's chromium with selenium, both headless.
"""

import pathlib
import re
import sys

import axe_core_python
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from service import Checks, Service

NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
WIDE, NARROW = (1100, 900), (360, 740)
AXE = next(pathlib.Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text()
SAMPLES = pathlib.Path(__file__).parent.parent.parent / "Samples" / "Bounces"

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
check = Checks("browser")


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1",
                     "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


def emulate(width, height, scheme="light"):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]})


def shoot(name):
    """The whole page as a picture."""
    size = driver.execute_script("return [innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight)]")
    data = driver.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": size[0], "height": min(size[1], 4000), "scale": 1}})["data"]
    import base64
    (folder / f"{name}.png").write_bytes(base64.b64decode(data))


def complaints(name, scheme):
    """What axe-core finds, in words."""
    driver.execute_script(AXE)
    found = driver.execute_async_script("""
        const done = arguments[arguments.length - 1];
        axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, preload: false})
          .then(r => done(r.violations), e => done([{id: 'axe', help: String(e), nodes: []}]));""",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"])
    for item in found:
        check(False, f"{name}, {scheme}: {item['id']}: {item['help']}: "
              + "; ".join(node["html"][:150] for node in item["nodes"][:3]))
    check(not found, f"{name}, {scheme}: nothing keeps anybody out")


def walk(name):
    """By keyboard alone: all that can be used is reached, in turn, and shows that it is."""
    wanted = driver.execute_script("""
        const seen = new Set();
        return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
          .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0)
          .filter(e => e.type != 'radio' || (!seen.has(e.name) && seen.add(e.name))).length""")
    # From the beginning, wherever the page has put the focus.
    driver.execute_script("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    reached, faint = 0, []
    for _ in range(wanted + 1):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        focus = driver.execute_script("""
            const e = document.activeElement;
            if (e == document.body) return null;
            const s = getComputedStyle(e), l = e.closest('label') ? getComputedStyle(e.closest('label')) : s;
            return [e.outerHTML.slice(0, 120), s.outlineStyle != 'none' && parseFloat(s.outlineWidth) > 0
                    || s.boxShadow != 'none' || l.outlineStyle != 'none' || l.boxShadow != 'none'];""")
        if focus is None:
            break
        reached += 1
        if not focus[1]:
            faint.append(focus[0])
        if reached >= wanted:
            break
    check(reached >= wanted, f"{name}: {reached} of {wanted} things are reached by keyboard")
    check(not faint, f"{name}: the focus is seen on {faint[:2]}")


def look(name):
    """Everything that holds for every page; leaves the browser wide and light."""
    for size, scheme, tag in ((WIDE, "light", ""), (WIDE, "dark", "-dark"), (NARROW, "light", "-360"), (NARROW, "dark", "")):
        emulate(*size, scheme)
        if size == NARROW:
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            out = driver.execute_script("""
                return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                  .map(e => e.outerHTML.slice(0, 100)).slice(0, 3)""")
            check(wide <= NARROW[0], f"{name}: {wide} pixels wide on a telephone: {out}")
        if tag or scheme == "light":
            shoot(name + tag)
        if size == WIDE:
            complaints(name, scheme)
    emulate(*WIDE)
    walk(name)
    check(driver.execute_script("return document.scripts.length") <= 1, f"{name}: no scripts of its own")
    for line in driver.get_log("browser"):
        # What is put into the page to look for obstacles is not ours.
        # That the page itself is one of a mistake is meant so.
        is_meant = re.match(re.escape(driver.current_url.split("?")[0]) + r"\S* - Failed to load resource", line["message"])
        check(line["level"] != "SEVERE" or is_meant, f"{name}: {line['message'][:200]}")


def field(name):
    return driver.find_element(By.NAME, name)


def press(text):
    """By keyboard: the button that says so, by Enter."""
    enter(next(b for b in driver.find_elements(By.CSS_SELECTOR, "main button") if text in b.text))


def enter(button):
    """Waits until the page that it leads to is there, whole."""
    before = driver.find_element(By.TAG_NAME, "html")
    button.send_keys(Keys.ENTER)
    wait = WebDriverWait(driver, 30)
    wait.until(lambda _: gone(before))
    wait.until(lambda _: driver.execute_script("return document.readyState") == "complete")


def gone(element):
    try:
        element.is_enabled()
        return False
    except Exception:
        return True


def security_code():
    found = driver.find_elements(By.CSS_SELECTOR, ".captcha title")
    if not found:
        return
    words = re.search(r": (.*)", found[0].get_attribute("textContent"))[1].split(", ")
    field("captcha").send_keys("".join(str(NAMES.index(word)) for word in words))


def text():
    return driver.find_element(By.TAG_NAME, "main").text


def reader(service):
    """Somebody who subscribes, changes it, and leaves."""
    address = "reader@example.net"
    driver.get(service.url + "/")
    look("home")
    driver.find_element(By.CSS_SELECTOR, "main a[href$='/subscribe']").click()
    look("subscribe")
    field("address").send_keys("nobody at all")
    security_code()
    press("Subscribe")
    check("nobody at all" == field("address").get_attribute("value"), "what was typed is kept when it is wrong")
    check(driver.switch_to.active_element is not None and "ddress" in text(), "the mistake is named")
    look("subscribe-mistake")
    field("address").clear()
    field("address").send_keys(address)
    field("captcha").clear()
    security_code()
    press("Subscribe")
    look("asked")
    mail = service.wait_for(lambda: service.mails(address), "the mail with the link")[0]
    link = next(url for url in service.links(mail) if "/alerts/" in url)
    driver.get(link)
    look("confirm")
    check(service.rows("SELECT sverified FROM subscriber")[0][0] == 0, "opening the link confirms nothing")
    press("Confirm")
    check(service.rows("SELECT sverified FROM subscriber")[0][0] == 1, "the button does")
    look("subscription")
    for box in driver.find_elements(By.CSS_SELECTOR, "input[name=alert]"):
        if box.is_selected() != (box.get_attribute("value") in "aw"):
            box.send_keys(Keys.SPACE)
    driver.find_elements(By.CSS_SELECTOR, "input[name=digest]")[1].send_keys(Keys.SPACE)
    press("Save")
    check(service.rows("SELECT ssub, sdigest FROM subscriber") == [("aw", 1)], "what was chosen is kept")
    silenced(service, address, link)
    driver.get(link.replace("/alerts/", "/unsubscribe/"))
    look("unsubscribe")
    press("Unsubscribe")
    look("unsubscribed")
    check(service.rows("SELECT count(*) FROM subscriber WHERE semail=?", (address,)) == [(0,)], "and the reader is gone")
    for path, name in (("/alerts", "link"), ("/unsubscribe", "leave"), ("/msgadmin", "contact"), ("/nowhere", "not-found"),
                       (f"/alerts/{'0' * 64}", "unknown-code")):
        driver.get(service.url + path)
        look(name)


def silenced(service, address, link):
    """A real bounce silences the reader, who lets mail in again."""
    bounce = (SAMPLES / "postfix-unknown-user.eml").read_bytes().replace(b"anna.no-such-user@example.net", address.encode())
    code = service.code(address)
    bounce = re.sub(rb"[0-9a-f]{64}", code.encode(), bounce)
    import subprocess
    subprocess.run([program, "inbound", "--db", str(service.database)], input=bounce, check=True)
    check(service.rows("SELECT sdonotcall FROM subscriber WHERE semail=?", (address,)) == [(1,)], "the bounce silences")
    driver.get(link)
    look("silenced")
    press("Let mail in again")
    check(service.rows("SELECT sdonotcall FROM subscriber WHERE semail=?", (address,)) == [(0,)], "the reader is back")


def fill_list(service):
    """A list with a history, for the administrator to look at."""
    for number in range(60):
        service.email("subscribe", f"person.{number}@{['example.net', 'mail.example', 'example.org'][number % 3]}",
                      *(["--verified"] if number % 7 else []))
    import subprocess
    for path in sorted(SAMPLES.glob("*.eml"))[:120]:
        subprocess.run([program, "inbound", "--db", str(service.database)], stdin=path.open(), check=True)
    # Spread over the days before, as they would have come.
    service.change("UPDATE fx_email_inbound SET received=received-(inboundId*7919 % 2400000)")
    service.change("UPDATE fx_email_history SET rcvdTime=(SELECT received FROM fx_email_inbound WHERE inboundId=fx_email_history.inboundId)")
    service.email("event", "add", "--type", "c", "--subject", "Release 2.1")


def administrator(service):
    """Everything that the administrator can open."""
    fill_list(service)
    driver.get(service.url + "/subscribers")
    check("/login" in driver.current_url, "without the password there is nothing to see")
    look("login")
    field("password").send_keys("not the password")
    press("Log in")
    check("/login" in driver.current_url, "a wrong password opens nothing")
    look("login-again")
    field("password").send_keys(service.password)
    press("Log in")
    check("/subscribers" in driver.current_url, "the right one leads to the page that was asked for")
    for path in ("/admin", "/subscribers", "/bounces", "/queue", "/announce", "/setup_email"):
        driver.get(service.url + path)
        check(driver.current_url.endswith(path), f"{path} is there")
        look("admin" + path.replace("/", "-").replace("_", "-"))
        if path == "/admin":
            continue
        inner = [a.get_attribute("href") for a in driver.find_elements(By.CSS_SELECTOR, "main table a")]
        inner = [url for url in inner if re.search(path + r"/\d+$", url)]
        if inner:
            driver.get(inner[0])
            look("admin" + path.replace("/", "-") + "-one")
    driver.get(service.url + "/announce")
    field("subject").send_keys("We move")
    field("text").send_keys("On Sunday the list moves to a new machine.")
    enter(driver.find_element(By.CSS_SELECTOR, "main form button"))
    check("We move" in text(), "the announcement is shown before it goes out")
    look("admin-announce-preview")
    enter(driver.find_element(By.CSS_SELECTOR, "main form button"))
    service.wait_for(lambda: [m for m in service.mails() if "We move" in str(m["Subject"])], "the announcement")
    enter(driver.find_element(By.XPATH, "//button[contains(., 'Log out')]"))
    check("Log out" not in driver.page_source, "whoever logged out is not logged in")
    driver.get(service.url + "/subscribers")
    check("/login" in driver.current_url, "after logging out there is nothing to see")


with Service(program) as service:
    driver = browser()
    driver.set_page_load_timeout(60)
    driver.set_script_timeout(120)
    try:
        reader(service)
        print(f"browser: a reader: {check.count} checks", flush=True)
        administrator(service)
    finally:
        driver.quit()
print(f"browser: {len(list(folder.glob('*.png')))} screenshots in {folder}", flush=True)
check.end()
