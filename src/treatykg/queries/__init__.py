"""The saved questions: files with a header, parameters with a type, answers with a trace."""
