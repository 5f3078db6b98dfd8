"""Who and where: inspectorates, local areas, agencies, partnerships, memberships, calendars."""
