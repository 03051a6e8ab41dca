"""统一身份认证 · The button leads a real browser to the provider and back, under the policy of the pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from huiying.accounts import signon
from huiying.accounts.models import Binding, SignIn
from huiying.accounts.provider import provider as told_provider
from huiying.accounts.tests.provider import CLIENT, SECRET, running
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_button_leads_there_and_back(office: Office, sit: Callable[..., Page], settings: Any) -> None:
    signon._client.cache_clear()
    with running() as provider:
        settings.SIGN_ON = told_provider(provider.issuer, CLIENT, SECRET)
        told = {"issuer": provider.issuer, "subject": provider.subject, "made_at": timezone.now()}
        Binding.objects.create(user=office.handler, **told)
        page = sit()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))

        def answered(route: Route) -> None:
            route.fulfill(status=302, headers={"Location": provider.authorize(route.request.url)})

        page.route(re.compile("/authorize"), answered)
        page.goto("/desk/cases/")
        page.get_by_role("button", name="统一身份认证").click()
        expect(page).to_have_url(re.compile("/desk/cases/$"))
    assert SignIn.objects.open().get(user=office.handler).proof == "sign_on"
    assert not [text for text in said if "Content Security Policy" in text]
