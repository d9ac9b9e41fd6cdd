"""Occupations, ratings, wages, titles and crosswalks: load, version, look up."""
