"""Documents of the city that belong to no single process: guidelines, council papers, reports, forms.

Editors upload them in numbered versions; the older ones stay readable. They stand on one page of the background. What
is taken out is shown no more, and its files go when the span for removed documents is over.
"""
