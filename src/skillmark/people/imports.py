"""Spreadsheets people take: the employee file of an HR system, and voluntary answers."""

from django.utils.translation import gettext_lazy as _

from skillmark.foundation.imports.kinds import Field, Kind, Rest
from skillmark.people.actions import demographics, employees, supervisors, undoing

EMPLOYEES = Kind(
    name="employees",
    title=_("Employee file"),
    explanation=_("A row for each employee, as your HR system writes it. Bring it again whenever it has changed."),
    permission="people.employee.import",
    fields=(
        Field(
            "number",
            _("Employee number"),
            "1042",
            (
                "employee id",
                "employee no",
                "staff number",
                "staff no",
                "personnel number",
                "payroll number",
                "payroll no",
                "badge number",
                "id",
                "número de empleado",
                "número de nómina",
                "legajo",
            ),
            longest=100,
        ),
        Field(
            "name",
            _("Name"),
            "Ana Ruiz",
            ("full name", "employee name", "employee", "nombre", "nombre completo"),
            required=True,
        ),
        Field(
            "email",
            _("E-mail address"),
            "ana.ruiz@example.org",
            ("email", "e-mail", "mail", "work email", "correo", "correo electrónico"),
            longest=254,
        ),
        Field(
            "phone",
            _("Phone number"),
            "+1 555 0100",
            ("phone", "mobile", "cell", "cell phone", "mobile phone", "teléfono", "móvil", "celular"),
            longest=40,
        ),
        Field(
            "job",
            _("Job"),
            "Machinist",
            ("job title", "title", "position", "role", "occupation", "puesto", "cargo"),
            longest=300,
        ),
        Field("unit", _("Unit"), "Assembly", ("department", "cost center", "team", "departamento", "unidad", "área")),
        Field("shift", _("Shift"), "Early", ("work shift", "turno"), longest=60),
        Field(
            "supervisor",
            _("Supervisor (number or e-mail address)"),
            "1007",
            (
                "supervisor",
                "manager",
                "reports to",
                "supervisor id",
                "manager id",
                "supervisor no",
                "boss",
                "boss no",
                "line manager",
                "jefe",
                "responsable",
            ),
            longest=254,
        ),
        Field(
            "hired",
            _("Hire date"),
            "2024-09-02",
            ("hired", "start date", "date hired", "fecha de alta", "fecha de ingreso"),
            is_day=True,
        ),
        Field(
            "left",
            _("Leaving date"),
            "",
            ("left", "end date", "termination date", "fecha de baja"),
            is_day=True,
        ),
    ),
    needs=(("number", "email", "phone"),),
    steps=(employees.store_employees, supervisors.set_supervisors),
    depends=undoing.dependencies,
    undo=undoing.undo_employees,
)
DEMOGRAPHICS = Kind(
    name="answers",
    title=_("Voluntary answers"),
    explanation=_(
        "A row for each person with the number by which we know her, and a column for each question, such as sex or "
        "age band. Answers are only counted, and small counts are never shown. Nobody reads them back, you neither."
    ),
    permission="people.demographics.import",
    fields=(
        Field(
            "number",
            _("Number the person is known by"),
            "A-17",
            ("applicant_id", "applicant number", "employee number", "employee id", "id", "number", "número"),
            required=True,
            longest=100,
        ),
    ),
    rest=Rest(
        _("Which columns are answers to be counted?"),
        _("Leave out names, addresses and remarks. Each answer is one of a few choices."),
        ((_("Sex"), _("female")), (_("Age band"), "25-39")),
        longest_name=60,
        longest=100,
    ),
    sealed=True,
    steps=(demographics.store_answers,),
    depends=demographics.answer_dependencies,
    undo=demographics.undo_answers,
)
KINDS = (EMPLOYEES, DEMOGRAPHICS)
