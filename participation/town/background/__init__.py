"""Background: articles, glossary and the legal pages, so that people find out how participation works here."""
