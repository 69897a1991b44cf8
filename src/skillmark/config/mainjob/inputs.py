"""What the main job reads: which files and folders, each there before anything begins."""

from dataclasses import dataclass
from pathlib import Path

from skillmark.kernel.values import BadInput

STANDARD_INPUT = Path("/dev/stdin")  # what `-` stands for; read from the open stream, since not every one can be opened
EXAMPLE = Path(__file__).parents[4] / "examples" / "tideway-pumps"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where everything lies. `case` and `onet` exclude each other as the source of the standard."""

    occupation: str
    case: Path | None
    onet: Path | None
    applicants: Path | None
    modules: Path | None
    demographics: Path | None
    credentials: Path | None


def choose(
    *,
    occupation: str | None,
    onet: str | None,
    applicants: str | None,
    modules: str | None,
    demographics: str | None,
    credentials: str | None,
) -> Inputs:
    """What was asked for; without an occupation, the project's own example and whatever of it is not replaced."""
    if occupation is None:
        return Inputs(
            occupation="",
            case=_file(EXAMPLE / "framework.json"),
            onet=_given(onet),
            applicants=_table(applicants) or EXAMPLE / "applicants.csv",
            modules=_table(modules) or EXAMPLE / "modules.csv",
            demographics=_table(demographics) or (None if applicants else EXAMPLE / "voluntary_demographics.csv"),
            credentials=_given(credentials),
        )
    path = Path(occupation)
    is_file = path.suffix.lower() == ".json" or path.is_file()
    if not is_file and onet is None:
        raise BadInput.of(
            f"“{occupation}” is not a file, and an O*NET code needs the database: add --onet FOLDER or --onet ZIP",
            file="--occupation",
        )
    return Inputs(
        occupation="" if is_file else occupation,
        case=_file(path) if is_file else None,
        onet=_given(onet),
        applicants=_table(applicants),
        modules=_table(modules),
        demographics=_table(demographics),
        credentials=_given(credentials),
    )


def requirements_beside(case: Path) -> Path:
    """The `requirements.csv` in the folder of a CASE package."""
    return _file(case.parent / "requirements.csv")


def _table(path: str | None) -> Path | None:
    """A table that may come by standard input."""
    return STANDARD_INPUT if path == "-" else _given(path)


def _given(path: str | None) -> Path | None:
    if path is None:
        return None
    if not Path(path).exists():
        raise BadInput.of("there is no such file or folder", file=path)
    return Path(path)


def _file(path: Path) -> Path:
    if not path.is_file():
        raise BadInput.of("there is no such file", file=str(path))
    return path
