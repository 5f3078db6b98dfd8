"""The work: frameworks, inspections, milestones, teams, evidence, findings, evaluations, moderation."""
