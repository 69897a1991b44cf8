"""Fill the database and folder of the environment with the demonstration: `python -m tests.support.fill_demonstration`.

What `skillmark demo --serve-into` does, on either database; and the second assessor, whoever was given a record and an
applicant who has shown nothing yet get log-ins of their own.
"""

from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "tideway-pumps"
SECOND_ASSESSOR = "second-assessor@sample.example"
HOLDER = "holder@sample.example"
LEARNER, LEARNERS_NAME = "learner@sample.example", "Amina Juric"  # who has shown nothing yet
SEED = 1


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from skillmark.config.mainjob import inputs, run

    call_command("migrate", verbosity=0, interactive=False)
    chosen = inputs.choose(
        occupation=str(EXAMPLE / "framework.json"),
        onet=None,
        applicants=str(EXAMPLE / "applicants.csv"),
        modules=str(EXAMPLE / "modules.csv"),
        demographics=str(EXAMPLE / "voluntary_demographics.csv"),
        credentials=None,
    )
    with run.repeatable(SEED):
        done = run.carry_out(
            chosen,
            template="nontraditional",
            openings=10,
            minimum_cell=10,
            seed=SEED,
            accounts=True,
            progress=lambda line: None,
        )
        let_in(done)


def let_in(done: object) -> None:
    from skillmark.config.mainjob import staff
    from skillmark.config.mainjob.run import Done
    from skillmark.foundation import sources
    from skillmark.people import actions as people
    from skillmark.people import queries as persons

    assert isinstance(done, Done)
    everybody = persons.persons(done.actor)
    second = next(one for one in everybody if one.name == staff.SECOND_ASSESSOR)
    holder = next(one for one in everybody if one.pk == done.proof.standing.award.person_id)
    learner = next(one for one in everybody if one.name == LEARNERS_NAME)
    for email, person in ((SECOND_ASSESSOR, second), (HOLDER, holder), (LEARNER, learner)):
        account = people.open_account(
            email=email, name=person.name, password=staff.PASSWORD, email_verified=True, now=sources.now()
        )
        people.link_account(done.actor, person_id=person.pk, account_id=account.pk, now=sources.now())


if __name__ == "__main__":
    main()
