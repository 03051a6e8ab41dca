"""Papers of disclosure requests were numbered through all marks; each mark goes on behind its own last number."""

import re
from typing import Any

from django.db import migrations

NUMBER = re.compile(r"(?P<mark>.+)〔(?P<year>\d+)〕(?P<given>\d+)号")


def go_on(apps: Any, schema_editor: Any) -> None:
    last: dict[str, int] = {}
    papers = apps.get_model("handling", "DisclosureNotice").objects.values_list("number", "request__case__unit")
    for number, unit in papers.iterator():
        if told := NUMBER.fullmatch(number):
            series = f"disclosure:{unit}:{told['year']}:{told['mark']}"
            last[series] = max(last.get(series, 0), int(told["given"]))
    sequences = apps.get_model("intake", "Sequence").objects
    for series, given in last.items():
        sequences.update_or_create(series=series, defaults={"last": given})


class Migration(migrations.Migration):
    dependencies = [
        ("handling", "0016_disclosure"),
        ("intake", "0012_board"),
    ]

    operations = [migrations.RunPython(go_on, migrations.RunPython.noop)]
