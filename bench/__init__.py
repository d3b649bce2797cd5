"""``make bench``: how fast the book builds and how light its pages are.

Times are medians of several rounds in which the ways to build take turns, so
that what else the machine does meets them all; they are given as ratios, which
hold on other machines too.
"""
