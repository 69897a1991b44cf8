"""What `setup` is told: three answers suffice, and a slip is named."""

from pathlib import Path

import pytest

from skillmark.config.installation import facts
from skillmark.kernel.values import BadInput

THREE = 'organisation = "Tideway"\naddress = "https://skills.example.org"\nadministrator = "lead@example.org"\n'


def answers(tmp_path: Path, text: str) -> facts.Answers:
    file = tmp_path / "answers.toml"
    file.write_text(text, encoding="utf-8")
    return facts.read_answers(file)


def test_three_answers_suffice(tmp_path: Path) -> None:
    found = answers(tmp_path, THREE)
    assert (found.organisation, found.administrator) == ("Tideway", "lead@example.org")
    assert found.facts == facts.Facts(address="https://skills.example.org")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (THREE.replace("organisation", "organization"), "did you mean “organisation”?"),
        (THREE.replace('"lead@example.org"', '"nobody"'), "column administrator: “nobody” is not an e-mail address"),
        ('address = "https://a.example"', "lacks “organisation”"),
        (THREE.replace("example.org/", "").replace(".org", ".org/here"), "has a path"),
        (THREE + 'mail = "mail.example.org"', "column mail: is not an address such as smtp://"),
        (THREE + "behind_proxy = 1", "column behind_proxy: is not true or false"),
        (THREE + 'certificate = "c.pem"', "given together"),
        ("organisation =", "cannot be read as TOML"),
    ],
)
def test_a_slip_in_the_answers_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        answers(tmp_path, text)
    assert said in str(bad.value)


def test_a_password_in_a_slip_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as bad:
        answers(tmp_path, THREE + 'mail = "pop3://me:hunter2@mail.example.org"')
    assert "hunter2" not in str(bad.value)


def test_facts_come_back_as_they_were_written_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    written = facts.Facts(address="https://a.example", mail='smtp://u:p"w\\é@m.example', behind_proxy=True)
    facts.write(tmp_path, written)
    assert facts.read(tmp_path) == written
    assert (tmp_path / facts.FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("url", "port", "ciphered"),
    [
        ("smtp://mail.example.org", 587, "use_tls"),
        ("smtps://mail.example.org", 465, "use_ssl"),
        ("smtp://localhost", 25, None),
    ],
)
def test_letters_leave_this_machine_ciphered(url: str, port: int, ciphered: str | None) -> None:
    options = facts.mail_options(url)
    assert options["port"] == port
    assert [name for name in ("use_tls", "use_ssl") if options[name]] == ([ciphered] if ciphered else [])
