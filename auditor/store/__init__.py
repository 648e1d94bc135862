"""What is kept from run to run: databases opened with care, and in them the audits that are finished."""
