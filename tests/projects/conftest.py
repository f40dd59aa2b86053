"""The projects are material of ``test_projects.py``, tests in them included: pytest collects nothing here."""

collect_ignore_glob = ["*"]
