"""The one way spreadsheets come in: bring, map, check, carry out, undo. What can be brought is declared in `kinds`."""
