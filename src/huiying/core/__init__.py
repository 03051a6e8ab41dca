"""制度 · The rules of the house: calendar, regulation, deadline, lifecycle, figures, errors. Standard library
only; asks no one.
"""
