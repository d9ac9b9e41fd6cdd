"""Placements: who is introduced to which employer, what is offered, who is hired, and what happens after the hire."""
