"""Frameworks, competencies, rubrics, sample tasks, job analysis, roles, versions."""
