"""Follow-up, measures, studies, funding rules, returns, releases."""
