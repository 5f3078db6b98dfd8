"""The demonstration world: 24 fictional local areas, invented people, and inspections at every stage.

Everything here is invented and says so on every page. It is made with the product's own commands, on the days on
which they would have been used.
"""
