"""通行密钥 · A passkey is joined and opens the door, in a real browser with a device of the browser's own making."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from huiying.accounts.models import Passkey, SignIn
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "鹭江-渡轮-9371"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_joined_and_opens_the_door(office: Office, sit: Callable[..., Page]) -> None:
    office.handler.set_password(PASSWORD)
    office.handler.save()
    page = sit(office.handler)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/desk/account/")
    page.fill("#passkey-name", "指纹")
    page.get_by_role("button", name="绑定通行密钥").click()
    expect(page.locator(".message--success")).to_contain_text("指纹")
    page.get_by_role("button", name="退出").click()
    page.fill("#id_username", office.handler.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page).to_have_url(re.compile("/desk/login/second/"))
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page).to_have_url(re.compile("/desk/$"))
    assert Passkey.objects.get().count > 0
    assert SignIn.objects.open().get(user=office.handler, proof="passkey")
