"""A picture is covered on the device, by keys alone or by the mouse; what arrives holds nothing of what was beneath."""

import io
import random
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageChops, ImageOps, ImageStat
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.assessment.factories import Bench, bench
from tests.support.keyboard import choose, enter_on, reach
from tests.support.looks import faults_of
from tests.support.visits import leave_by, tick

from skillmark.foundation import files
from skillmark.foundation.models import StoredFile

pytestmark = pytest.mark.django_db(transaction=True)
Box = tuple[int, int, int, int]  # left, top, right and bottom edge in pixels
Opens = Callable[..., Page]
WIDTH, HEIGHT = 320, 240
NOTHING = "Nothing is covered yet."
JPEG_SLIP = 6  # of 255: what packing twice may change of a smooth picture


@pytest.fixture
def where() -> Bench:
    return bench()


@pytest.fixture
def opens(where: Bench, site: str, settings: Settings, new_page: Callable[..., Page], language: str) -> Opens:
    """The page on which the first assessor of an attempt adds evidence."""
    settings.ADDRESS = site

    def opened(**options: Any) -> Page:
        page = new_page(**options)
        session = where.first.client().cookies["sessionid"].value
        cookies = {"sessionid": session, "django_language": language}
        page.context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        page.goto(site + reverse("assessment:evidence", args=[where.place.slug, where.sitting().pk]))
        return page

    return opened


def words(language: str, text: str) -> str:
    with translation.override(language):
        return translation.gettext(text)


def photograph(kind: str, *, turned: bool = False) -> bytes:
    """As a telephone makes it, with place and device: of noise where no pixel is lost, else of slow changes."""
    if kind == "PNG":
        image = Image.frombytes("RGB", (WIDTH, HEIGHT), random.Random(7).randbytes(3 * WIDTH * HEIGHT))
    else:
        across = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
        down = Image.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
        image = Image.merge("RGB", (across, down, ImageOps.invert(across)))
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    exif[0x010F] = "SecretPhoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def picked(content: bytes, kind: str) -> Any:
    return {"name": f"bench.{kind.lower()}", "mimeType": f"image/{kind.lower()}", "buffer": content}


def picture(content: bytes) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")


def arrived(where: Bench) -> bytes:
    """The one file that was kept, as it came."""
    stored = StoredFile.objects.within(where.program).get()
    return files.original(where.program, stored.pk)[1]


def blocks(box: Box) -> list[Box]:
    """A part in blocks of no less than an eighth of its shorter side: in fact of half."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    columns, rows = (2 * length // min(width, height) for length in (width, height))
    across = [left + number * width // columns for number in range(columns + 1)]
    down = [top + number * height // rows for number in range(rows + 1)]
    found = [(x, y, x_end, y_end) for y, y_end in pairwise(down) for x, x_end in pairwise(across)]
    assert all(8 * min(x_end - x, y_end - y) >= min(width, height) for x, y, x_end, y_end in found)
    return found


def covered(image: Image.Image, box: Box) -> Image.Image:
    """What a picture must look like whose part is covered."""
    done = image.copy()
    for block in blocks(box):
        mean = ImageStat.Stat(image.crop(block)).mean
        done.paste(tuple(int(band + 0.5) for band in mean), block)
    return done


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return int(max(most for _, most in ImageChops.difference(one, other).getextrema()))


def press(page: Page, keys: Mapping[str, int]) -> None:
    for key, times in keys.items():
        for _ in range(times):
            page.keyboard.press(key)


def cover_by_keys(page: Page, language: str, keys: Mapping[str, int]) -> None:
    button = page.get_by_role("button", name=words(language, "Cover a part of the picture"))
    reach(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=words(language, "Add a part"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("application")).to_be_focused()
    press(page, keys)


def send(page: Page, language: str) -> None:
    choose(page, "others", "no")
    enter_on(page, page.get_by_role("button", name=words(language, "Keep it")))


def carries_nothing_else(content: bytes) -> None:
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"SecretPhoneMaker" not in content


def test_a_part_is_covered_by_keys_alone_and_is_gone_from_what_arrives(
    opens: Opens, where: Bench, language: str, width: int
) -> None:
    page = opens()
    sent = photograph("PNG")
    page.locator("[name=file]").set_input_files(picked(sent, "PNG"))
    cover_by_keys(page, language, {"ArrowLeft": 5, "ArrowUp": 3, "Shift+ArrowRight": 2, "Shift+ArrowDown": 1})
    box = (108, 79, 180, 146)
    told = words(language, "Part {number}: from {left} to {right} percent across, from {top} to {bottom} percent down.")
    place = told.format(number=1, left=34, right=56, top=33, bottom=61)
    expect(page.get_by_role("application", name=place)).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=place)).to_be_attached()
    faults = faults_of(page, language, width)
    assert not faults, "\n".join(faults)
    send(page, language)
    kept = arrived(where)
    carries_nothing_else(kept)
    before, after = picture(sent), picture(kept)
    assert largest_difference(before.crop(box), after.crop(box)) > 100
    assert largest_difference(covered(before, box), after) <= 1, "mean blocks inside, the picture itself outside"


def test_a_turned_photograph_is_covered_where_it_is_seen(opens: Opens, where: Bench, language: str) -> None:
    page = opens()
    sent = photograph("JPEG", turned=True)
    page.locator("[name=file]").set_input_files(picked(sent, "JPEG"))
    cover_by_keys(page, language, {})
    send(page, language)
    kept = arrived(where)
    carries_nothing_else(kept)
    before, after = picture(sent), picture(kept)
    assert after.size == (HEIGHT, WIDTH)
    box = (88, 128, 152, 192)
    expected = covered(before, box)
    for left, top, right, bottom in blocks(box):
        inner = (left + 8, top + 8, right - 8, bottom - 8)  # packing blurs the edges of blocks
        assert largest_difference(expected.crop(inner), after.crop(inner)) <= JPEG_SLIP
    above = (0, 0, HEIGHT, 112)
    assert largest_difference(before.crop(above), after.crop(above)) <= JPEG_SLIP


def test_what_is_drawn_or_tapped_is_moved_and_taken_away_again_and_the_picture_goes_as_it_was(
    opens: Opens, where: Bench, language: str
) -> None:
    page = opens()
    sent = photograph("PNG")
    page.locator("[name=file]").set_input_files(picked(sent, "PNG"))
    page.get_by_role("button", name=words(language, "Cover a part of the picture")).click()
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    area = canvas.bounding_box()
    assert area is not None

    def drag(begin: tuple[float, float], end: tuple[float, float]) -> None:
        (x, y), (to_x, to_y) = (
            (area["x"] + across * area["width"], area["y"] + down * area["height"]) for across, down in (begin, end)
        )
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(to_x, to_y, steps=6)
        page.mouse.up()

    drag((0.5, 0.6), (0.25, 0.2))
    told = words(language, "Part {number}: from {left} to {right} percent across, from {top} to {bottom} percent down.")
    drawn = page.get_by_role("application", name=told.format(number=1, left=25, right=50, top=20, bottom=60))
    expect(drawn).to_be_focused()
    drag((0.3, 0.3), (0.4, 0.4))
    moved = page.get_by_role("application", name=told.format(number=1, left=35, right=60, top=30, bottom=70))
    expect(moved).to_be_focused()
    page.mouse.click(area["x"] + 0.9 * area["width"], area["y"] + 0.1 * area["height"])
    tapped = page.get_by_role("application", name=told.format(number=2, left=80, right=100, top=0, bottom=27))
    expect(tapped).to_be_focused()
    take_away = page.get_by_role("button", name=words(language, "Take the marked part away"))
    take_away.click()
    expect(moved).to_be_focused()
    take_away.click()
    expect(page.get_by_text(words(language, NOTHING))).to_be_visible()
    tick(page.locator("[name=others][value=no]"))
    leave_by(page.get_by_role("button", name=words(language, "Keep it")))
    assert arrived(where) == sent


def test_another_picture_begins_without_the_parts_of_the_one_before(opens: Opens, language: str) -> None:
    page = opens()
    page.locator("[name=file]").set_input_files(picked(photograph("PNG"), "PNG"))
    cover_by_keys(page, language, {})
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name=words(language, "Add a part"))).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("[name=file]").set_input_files(picked(photograph("JPEG"), "JPEG"))
    expect(page.get_by_role("application")).to_have_count(0)
    expect(page.locator("canvas")).to_be_hidden()
    page.locator("[name=file]").set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"plan"})
    expect(page.get_by_role("button", name=words(language, "Cover a part of the picture"))).to_be_hidden()


def test_what_cannot_be_covered_is_said_and_nothing_is_sent(opens: Opens, where: Bench, language: str) -> None:
    page = opens()
    refusal = page.get_by_role("alert")
    page.locator("[name=file]").set_input_files(picked(b"no picture", "PNG"))
    page.get_by_role("button", name=words(language, "Cover a part of the picture")).click()
    expect(refusal).to_be_visible()
    page.locator("[name=file]").set_input_files(picked(photograph("PNG"), "PNG"))
    expect(refusal).to_be_hidden()
    cover_by_keys(page, language, {})
    page.evaluate("HTMLCanvasElement.prototype.toDataURL = () => 'data:,'")  # as a device without memory for it answers
    tick(page.locator("[name=others][value=no]"))
    page.get_by_role("button", name=words(language, "Keep it")).click()
    expect(refusal).to_be_visible()
    assert not StoredFile.objects.within(where.program).exists()


def test_without_scripts_the_page_is_as_it_was(opens: Opens, where: Bench, language: str) -> None:
    page = opens(java_script_enabled=False)
    sent = photograph("PNG")
    expect(page.get_by_role("button", name=words(language, "Cover a part of the picture"))).to_have_count(0)
    page.locator("[name=file]").set_input_files(picked(sent, "PNG"))
    page.locator("[name=others][value=no]").check(force=True)
    page.get_by_role("button", name=words(language, "Keep it")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert arrived(where) == sent
