"""The addresses outside: collected from data and pages, asked for gently, judged by what somebody has to do."""
