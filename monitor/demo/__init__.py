"""A small invented newsroom, served on loopback, so that everything can be seen in a minute.

Outlets, people and events are invented; the facts about the Anti-Trafficking Monitoring Group's
report of June 2010 are not.
"""
