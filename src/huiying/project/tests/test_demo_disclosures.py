"""依申请公开 in the demo: the request that is answered in part, played with the people of the test office."""

from datetime import timedelta

from django.utils import timezone

from huiying.assessment.office import judge
from huiying.handling.models import DisclosureRequest
from huiying.project.demo import disclosures
from huiying.project.demo.staffing import Cast
from tests.office import Office

SECTION = "政策法规科"


def test_it_ends_with_a_copy_that_names_nobody(office: Office) -> None:
    cast = Cast(
        sections={SECTION: office.project},
        handlers={SECTION: [office.handler]},
        heads={SECTION: office.head},
        leaders={SECTION: office.leader},
        information=[office.officer],
    )
    now = timezone.now() + timedelta(days=1)
    for at, deed in disclosures.stories(cast, office.mailbox, judge, now):
        deed(at)
    asked = DisclosureRequest.objects.get()
    assert (asked.way, asked.row, asked.case.state) == ("registered", "2", "delivered")
    (file,) = asked.case.replies.get().files.all()
    with file.file.open("rb") as kept:
        told = kept.read().decode()
    assert "云溪精密制造有限公司" in told
    assert not any(word in told for word in ("陶衡", "柏舟", "穆青", "6222"))
