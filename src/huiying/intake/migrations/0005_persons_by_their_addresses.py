from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_seal_contacts")]

    operations = [
        migrations.RemoveField(
            model_name="correspondent",
            name="key",
        ),
        migrations.RemoveField(
            model_name="correspondent",
            name="mail",
        ),
        migrations.RemoveField(
            model_name="correspondent",
            name="phone",
        ),
    ]
