"""Handing issues over; today, into the folder digests/."""
