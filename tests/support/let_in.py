"""Log two hundred people of a demonstration in at once: `python -m tests.support.let_in 200` prints a line of JSON.

Eighty are its applicants, each with an account of her own; the rest are its staff, each on several devices. Passwords
are left out, since what is measured is the work after the log-in.
"""

import json
import sys
from itertools import cycle, islice
from uuid import UUID

import django

SLUG = "sample"


def main() -> None:
    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from skillmark.config.mainjob import staff
    from skillmark.foundation.models import Workspace
    from skillmark.foundation.roles import Role

    wanted = int(sys.argv[1])
    place = Workspace.objects.get(slug=SLUG)
    subjects, own = applicants(place.pk, wanted * 2 // 5)
    accounts = get_user_model().objects
    desk = [Role.TALENT_LEAD, Role.LINE_MANAGER, Role.ASSESSOR, Role.RECRUITER, Role.STEERING_MEMBER]
    users = [(accounts.get(pk=account_id), person_id) for account_id, person_id in own]
    users += [(accounts.get(email=staff.login(role)), None) for role in islice(cycle(desk), wanted - len(users))]
    told = []
    for account, person_id in users:
        client = Client()
        client.force_login(account)
        cookie = client.cookies["sessionid"].value
        told.append({"session": cookie, "person": person_id and str(person_id), "role": account.email.split("@")[0]})
    print(json.dumps({"users": told, **subjects}))


def applicants(workspace_id: UUID, most: int) -> tuple[dict[str, str], list[tuple[object, object]]]:
    """Accounts for people of the demonstration who have none; and what pages are about."""
    from skillmark.campaigns import queries as campaigns
    from skillmark.foundation import sources
    from skillmark.foundation.roles import program
    from skillmark.people import actions as people
    from skillmark.people import queries as persons

    now = sources.now()
    actor = program(workspace_id, "demonstration", demonstration=True)
    campaign = campaigns.campaigns(actor)[0]
    own: list[tuple[object, object]] = []
    for person in [one for one in persons.persons(actor) if one.account_id is None][:most]:
        account = people.open_account(email=f"{person.pk}@example.org", name=person.name, password=None, now=now)
        people.link_account(actor, person_id=person.pk, account_id=account.pk, now=now)
        own.append((account.pk, person.pk))
    return {"campaign": str(campaign.pk), "standard": str(campaign.framework_id)}, own


if __name__ == "__main__":
    main()
