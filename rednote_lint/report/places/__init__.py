"""Where a finding is, in the forms that people, editors and other programs understand."""
