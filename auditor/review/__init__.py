"""What reviewers say of the audits: taken in from workbooks, kept for good, carried on, and measured."""
