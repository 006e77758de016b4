"""The reference model: users, responders and the outage itself, as arrays of worlds.

Needs nothing but numpy. Every array of a state has the worlds (rows) before the segments or
people, and a row never feels its neighbours: one world alone and the same world among hundreds
give the same bits.
"""
