"""Findings -> facts: which donor, vessels, skin paddle and defect belong to which graft."""
